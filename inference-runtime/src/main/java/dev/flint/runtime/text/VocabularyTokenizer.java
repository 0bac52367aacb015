package dev.flint.runtime.text;

import dev.flint.runtime.RuntimeFault;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;

/**
 * The tokenizer of a model file: a vocabulary, its special tokens, and a way to code plain text.
 */
final class VocabularyTokenizer implements Tokenizer {
  /** Stands inside a quoted control token; no character, so no text may hold it. */
  private static final char MARK = '\uFDD0';

  private final Vocabulary vocabulary;
  private final SpecialTokens special;
  private final TextCoding coding;

  private VocabularyTokenizer(Vocabulary vocabulary, SpecialTokens special, TextCoding coding) {
    this.vocabulary = vocabulary;
    this.special = special;
    this.coding = coding;
  }

  static VocabularyTokenizer of(TokenizerMetadata metadata) {
    String model = metadata.string("model", "");
    return switch (model) {
      case "gpt2" -> {
        PreTokenizer pre = PreTokenizer.named(metadata.string("pre", ""));
        // No ids are assumed: files that leave them out were trained without such tokens.
        Vocabulary vocabulary = Vocabulary.of(metadata, defaults(-1, -1, -1, pre.addsBos(), false));
        yield with(vocabulary, metadata, BytePairs.of(vocabulary, metadata.strings("merges"), pre));
      }
      case "llama" -> {
        Vocabulary vocabulary = Vocabulary.of(metadata, defaults(1, 2, 0, true, false));
        double[] scores = metadata.decimals("scores", vocabulary.size());
        boolean space = metadata.flag("add_space_prefix", true);
        yield with(vocabulary, metadata, new SentencePieces(vocabulary, scores, space));
      }
      case "bert" -> {
        Vocabulary vocabulary = Vocabulary.of(metadata, bertDefaults());
        yield with(vocabulary, metadata, WordPieces.of(vocabulary, metadata));
      }
      default ->
          throw new RuntimeFault(
              RuntimeFault.Code.UNSUPPORTED_MODEL,
              model.isEmpty()
                  ? "Metadata tokenizer.ggml.model is missing: the model file has no tokenizer."
                  : "Metadata tokenizer.ggml.model names the tokenizer '"
                      + TokenKind.printable(model)
                      + "', which this version does not have; known are gpt2, llama and bert.");
    };
  }

  private static VocabularyTokenizer with(
      Vocabulary vocabulary, TokenizerMetadata metadata, TextCoding coding) {
    return new VocabularyTokenizer(vocabulary, new SpecialTokens(vocabulary, metadata), coding);
  }

  private static Vocabulary.Defaults defaults(
      int bos, int eos, int unknown, boolean addsBos, boolean addsEos) {
    return new Vocabulary.Defaults(
        List.of("bos_token_id"), bos, List.of("eos_token_id"), eos, unknown, addsBos, addsEos);
  }

  /** A text for BERT stands between its classifier and its separator; "seperator" is the key. */
  private static Vocabulary.Defaults bertDefaults() {
    return new Vocabulary.Defaults(
        List.of("bos_token_id", "cls_token_id"),
        101,
        List.of("eos_token_id", "seperator_token_id"),
        102,
        100,
        true,
        true);
  }

  @Override
  public String quote(String text) {
    StringBuilder quoted = new StringBuilder(text.replace(MARK, '\uFFFD'));
    // Breaking tokens may bare others that they overlapped: again until none is left.
    for (int[] starts = controls(quoted); starts.length > 0; starts = controls(quoted)) {
      StringBuilder broken = new StringBuilder(quoted.length() + starts.length);
      int from = 0;
      for (int start : starts) {
        broken.append(quoted, from, start + 1).append(MARK);
        from = start + 1;
      }
      quoted = broken.append(quoted, from, quoted.length());
    }
    return quoted.toString();
  }

  /** Where the control tokens of a text begin. */
  private int[] controls(CharSequence text) {
    return special.split(text.toString(), true).stream()
        .filter(fragment -> fragment.token() >= 0)
        .filter(fragment -> vocabulary.kind(fragment.token()) != TokenKind.USER_DEFINED)
        .mapToInt(SpecialTokens.Fragment::from)
        .toArray();
  }

  @Override
  public int[] encode(String text, boolean recognised) {
    return encode(text, recognised, false);
  }

  @Override
  public int[] encodeTemplate(String text) {
    return encode(text, true, true);
  }

  private int[] encode(String text, boolean recognised, boolean marked) {
    IntList tokens = new IntList();
    boolean first = true;
    for (SpecialTokens.Fragment fragment : special.split(text, recognised)) {
      if (fragment.token() >= 0) {
        tokens.add(fragment.token());
        first = true;
      } else {
        String plain = text.substring(fragment.from(), fragment.to());
        coding.encode(marked ? plain.replace(String.valueOf(MARK), "") : plain, first, tokens);
        first = false;
      }
    }
    return tokens.toArray();
  }

  @Override
  public int vocabularySize() {
    return vocabulary.size();
  }

  @Override
  public OptionalInt bos() {
    return vocabulary.bos();
  }

  @Override
  public OptionalInt eos() {
    return vocabulary.eos();
  }

  @Override
  public boolean addsBos() {
    return vocabulary.addsBos();
  }

  @Override
  public boolean addsEos() {
    return vocabulary.addsEos();
  }

  @Override
  public boolean endsGeneration(int token) {
    return vocabulary.ending().get(require(token));
  }

  @Override
  public byte[] bytes(int token) {
    String piece = vocabulary.piece(require(token));
    return switch (vocabulary.kind(token)) {
      case CONTROL, UNKNOWN -> new byte[0];
      case BYTE -> new byte[] {TokenKind.byteOf(piece, token)};
      case USER_DEFINED -> piece.getBytes(StandardCharsets.UTF_8);
      case NORMAL, UNUSED, UNDEFINED -> coding.bytes(piece);
    };
  }

  @Override
  public String decode(int[] tokens) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int token : tokens) {
      bytes.writeBytes(bytes(token));
    }
    String text = bytes.toString(StandardCharsets.UTF_8);
    return coding.addsSpace() && text.startsWith(" ") ? text.substring(1) : text;
  }

  @Override
  public String piece(int token) {
    return vocabulary.piece(require(token));
  }

  @Override
  public OptionalInt id(String piece) {
    int token = piece.isEmpty() ? -1 : vocabulary.pieces().find(piece);
    return token < 0 ? OptionalInt.empty() : OptionalInt.of(token);
  }

  private int require(int token) {
    if (token < 0 || token >= vocabulary.size()) {
      throw new RuntimeFault(
          RuntimeFault.Code.BAD_REQUEST,
          "Token " + token + " is outside the vocabulary of " + vocabulary.size() + " tokens.");
    }
    return token;
  }
}
