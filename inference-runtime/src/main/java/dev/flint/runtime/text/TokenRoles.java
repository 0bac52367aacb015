package dev.flint.runtime.text;

import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;

/**
 * Finds the tokens that end an answer, and puts right what converters get wrong: model files often
 * leave their end-of-turn tokens without the type "control" and without a metadata key, so they are
 * known by their text. The lists are those that llama.cpp goes by.
 */
final class TokenRoles {
  private static final List<String> ENDINGS =
      List.of(
          "<|eot_id|>",
          "<|im_end|>",
          "<|end|>",
          "<|return|>",
          "<|call|>",
          "<|flush|>",
          "<|calls|>",
          "<end_of_turn>",
          "<|endoftext|>",
          "</s>",
          "<|eom_id|>",
          "<EOT>",
          "_<EOT>",
          "▁<EOT>",
          "[EOT]",
          "[EOS]",
          "<|end_of_text|>",
          "<end_of_utterance>",
          "<eos>",
          "<turn|>",
          "<|tool_response>",
          "<｜end▁of▁sentence｜>",
          "[e~[");

  /**
   * Tokens for filling in the middle of a text: the key that may name each, and its usual texts.
   */
  private record Infill(List<String> keys, List<String> texts, boolean ends) {}

  private static final List<Infill> INFILLS =
      List.of(
          new Infill(
              List.of("fim_pre_token_id", "prefix_token_id"),
              List.of(
                  "<|fim_prefix|>",
                  "<fim-prefix>",
                  "<fim_prefix>",
                  "<｜fim▁begin｜>",
                  "<PRE>",
                  "▁<PRE>",
                  "<|code_prefix|>",
                  "<|prefix|>"),
              false),
          new Infill(
              List.of("fim_suf_token_id", "suffix_token_id"),
              List.of(
                  "<|fim_suffix|>",
                  "<fim-suffix>",
                  "<fim_suffix>",
                  "<｜fim▁hole｜>",
                  "<SUF>",
                  "▁<SUF>",
                  "<|code_suffix|>",
                  "<|suffix|>"),
              false),
          new Infill(
              List.of("fim_mid_token_id", "middle_token_id"),
              List.of(
                  "<|fim_middle|>",
                  "<fim-middle>",
                  "<fim_middle>",
                  "<｜fim▁end｜>",
                  "<MID>",
                  "▁<MID>",
                  "<|code_middle|>",
                  "<|middle|>"),
              false),
          new Infill(
              List.of("fim_pad_token_id"),
              List.of("<|fim_pad|>", "<fim-pad>", "<fim_pad>", "<PAD>", "[PAD]"),
              true),
          new Infill(
              List.of("fim_rep_token_id"),
              List.of("<|fim_repo|>", "<|repo_name|>", "<fim-repo>", "<REPO>", "<reponame>"),
              true),
          new Infill(List.of("fim_sep_token_id"), List.of("<|file_sep|>"), true));

  /** gpt-oss structures its answers with these, and its readers need to see them. */
  private static final List<String> VISIBLE =
      List.of("<|channel|>", "<|message|>", "<|start|>", "<|constrain|>");

  private final Pieces pieces;
  private final TokenKind[] kinds;

  TokenRoles(Pieces pieces, TokenKind[] kinds) {
    this.pieces = pieces;
    this.kinds = kinds;
  }

  /** Adjusts the kinds and returns the tokens that end an answer. */
  BitSet assign(TokenizerMetadata metadata, OptionalInt eos) {
    BitSet ending = new BitSet();
    for (Infill infill : INFILLS) {
      int token = infill(metadata, infill);
      if (token >= 0 && infill.ends()) {
        ending.set(token);
      }
    }
    for (String text : ENDINGS) {
      int token = pieces.find(text);
      if (token >= 0) {
        ending.set(token);
        kinds[token] = TokenKind.CONTROL;
      }
    }
    for (String text : VISIBLE) {
      int token = pieces.find(text);
      if (token >= 0) {
        kinds[token] = TokenKind.USER_DEFINED;
      }
    }
    eos.ifPresent(ending::set);
    metadata.token("eot_token_id", kinds.length).ifPresent(ending::set);
    metadata.token("eom_token_id", kinds.length).ifPresent(ending::set);
    except(ending);
    return ending;
  }

  private int infill(TokenizerMetadata metadata, Infill infill) {
    for (String key : infill.keys()) {
      OptionalInt named = metadata.optionalToken(key, kinds.length);
      if (named.isPresent()) {
        return named.getAsInt();
      }
    }
    for (String text : infill.texts()) {
      int token = pieces.find(text);
      if (token >= 0) {
        kinds[token] = TokenKind.CONTROL;
        return token;
      }
    }
    return -1;
  }

  /** Where better ones exist, two common texts are no ends: they close a part of an answer only. */
  private void except(BitSet ending) {
    boolean calls = has(ending, "<|call|>") || has(ending, "<|calls|>");
    if (calls
        && (has(ending, "<|return|>") || has(ending, "<|flush|>"))
        && has(ending, "<|end|>")) {
      int end = pieces.find("<|end|>");
      ending.clear(end);
      kinds[end] = TokenKind.USER_DEFINED;
    }
    if (has(ending, "<|tool_response>") && has(ending, "</s>")) {
      int end = pieces.find("</s>");
      ending.clear(end);
      kinds[end] = TokenKind.NORMAL;
    }
  }

  private boolean has(BitSet ending, String text) {
    int token = pieces.find(text);
    return token >= 0 && ending.get(token);
  }
}
