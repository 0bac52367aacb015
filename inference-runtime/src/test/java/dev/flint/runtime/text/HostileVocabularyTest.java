package dev.flint.runtime.text;

import static dev.flint.runtime.text.Vocabularies.BYTE;
import static dev.flint.runtime.text.Vocabularies.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flint.runtime.RuntimeFault;
import dev.flint.runtime.RuntimeFault.Code;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Vocabularies that cannot be right end in one clear fault; odd ones that exist are put up with.
 */
final class HostileVocabularyTest {
  private static final String G = "tokenizer.ggml.";

  static Arguments[] malformed() {
    double[] scores = {0, -1, -2, Double.NaN};
    return new Arguments[] {
      row("tokens", spm().with(G + "tokens", null)),
      row("tokens", spm().with(G + "tokens", new long[] {1, 2})),
      row("tokens", empty()),
      row("tokens[4]", spm().piece("a", NORMAL)),
      row("tokens[4]", spm().piece("<0x-1>", BYTE)),
      row("tokens[4]", spm().piece("<0xZZ>", BYTE)),
      row("tokens[4]", spm().piece("<0x100>", BYTE)),
      row("tokens[4]", spm().piece("x", BYTE)),
      row("tokens[256]", bpe().piece("<0x0g>", BYTE)),
      row("token_type", spm().with(G + "token_type", new long[] {1})),
      row("token_type", spm().with(G + "token_type", new double[] {1, 1, 1, 1})),
      row("token_type[3]", spm().with(G + "token_type", new long[] {2, 3, 3, 7})),
      row("token_type[3]", spm().with(G + "token_type", new long[] {2, 3, 3, -1})),
      row("token_type[3]", spm().with(G + "token_type", new long[] {2, 3, 3, 1L << 32 | 1})),
      row("scores", spm().with(G + "scores", null)),
      row("scores", spm().with(G + "scores", new long[] {0, 0, 0, 0})),
      row("scores", spm().with(G + "scores", new double[] {0})),
      row("scores", spm().with(G + "scores", new double[9])),
      row("scores[3]", spm().with(G + "scores", scores)),
      row("merges", bpe().with(G + "merges", null)),
      row("merges", bpe().with(G + "merges", "a b")),
      row("merges[1]", bpe().with(G + "merges", new String[] {"a b", "ab"})),
      row("merges[0]", bpe().with(G + "merges", new String[] {""})),
      row("merges[0]", bpe().with(G + "merges", new String[] {"a "})),
      row("merges[0]", bpe().with(G + "merges", new String[] {" "})),
      row("bos_token_id", spm().with(G + "bos_token_id", 4L)),
      row("bos_token_id", spm().with(G + "bos_token_id", -1L)),
      row("bos_token_id", spm().with(G + "bos_token_id", "1")),
      row("eos_token_id", bpe().with(G + "eos_token_id", 1L << 40)),
      row("eot_token_id", bpe().with(G + "eot_token_id", 1L << 32)),
      row("unknown_token_id", spm().with(G + "unknown_token_id", 4L)),
      row("add_bos_token", spm().with(G + "add_bos_token", 1L)),
      row("pre", bpe().with(G + "pre", 3L)),
    };
  }

  private static Arguments row(String key, Vocabularies vocabulary) {
    return Arguments.of(G + key, vocabulary.metadata());
  }

  private static Vocabularies spm() {
    return Vocabularies.sentencePieces().pieces("a");
  }

  private static Vocabularies bpe() {
    return Vocabularies.bytePairs("gpt-2");
  }

  private static Vocabularies empty() {
    return spm()
        .with(G + "tokens", new String[0])
        .with(G + "token_type", new long[0])
        .with(G + "scores", new double[0]);
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void namesTheKeyAndTheIndex(String key, Map<String, Object> metadata) {
    assertThatThrownBy(() -> Tokenizer.of(metadata))
        .isInstanceOfSatisfying(
            RuntimeFault.class,
            fault -> {
              assertThat(fault.code()).isEqualTo(Code.MALFORMED_MODEL);
              assertThat(fault).hasMessageContaining("Metadata " + key + " ");
            });
  }

  @Test
  void aMessageStaysShortAndPrintable() {
    Vocabularies vocabulary = spm().piece("\u001b[31m" + "x".repeat(1_000_000), BYTE);
    assertThatThrownBy(vocabulary::tokenizer)
        .satisfies(fault -> assertThat(fault.getMessage()).hasSizeLessThan(200))
        .satisfies(fault -> assertThat(fault.getMessage()).doesNotContain("\u001b"));
  }

  @Test
  void modelsWithoutATokenizerSaySo() {
    for (String model : new String[] {"test", "no_vocab", "t5", "rwkv"}) {
      assertThatThrownBy(() -> Tokenizer.of(Map.of(G + "model", model)))
          .isInstanceOfSatisfying(
              RuntimeFault.class,
              fault -> assertThat(fault.code()).isEqualTo(Code.UNSUPPORTED_MODEL))
          .hasMessageContaining("'" + model + "'");
    }
    assertThatThrownBy(() -> Tokenizer.of(Map.of()))
        .isInstanceOfSatisfying(
            RuntimeFault.class, fault -> assertThat(fault.code()).isEqualTo(Code.UNSUPPORTED_MODEL))
        .hasMessageContaining("is missing");
  }

  @Test
  void mergesInACircleEnd() {
    Tokenizer tokenizer =
        bpe()
            .with(G + "merges", new String[] {"a b", "b a", "ab ab", "ba ba", "ab a", "aba b"})
            .tokenizer();
    String text = "ab".repeat(1000);
    assertThat(tokenizer.decode(tokenizer.encode(text, true))).isEqualTo(text);
  }

  @Test
  void emptyPiecesMatchNothing() {
    Tokenizer tokenizer = spm().piece("", NORMAL).piece("", 4).piece("", 3).tokenizer();
    assertThat(tokenizer.encode("aa", true)).containsExactly(0, 3, 3);
    assertThat(tokenizer.bytes(4)).isEmpty();
    assertThat(tokenizer.id("")).isEmpty();
  }

  @Test
  void idsOfUnneededTokensMayBeNoIds() {
    Tokenizer tokenizer =
        spm()
            .with(G + "padding_token_id", 0xFFFFFFFFL)
            .with(G + "seperator_token_id", 0xFFFFFFFFL)
            .with(G + "fim_pad_token_id", -1L)
            .tokenizer();
    assertThat(tokenizer.encode("a", true)).containsExactly(0, 3);
  }

  @Test
  void infiniteAndSignedZeroScoresAreScores() {
    double[] scores = {0, 0, 0, -0.0, 0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    Tokenizer tokenizer = spm().pieces("aa", "aaa", "aaaa").with(G + "scores", scores).tokenizer();
    // Equal scores join from the left: aa aa, then aaaa; aaa never has its parts side by side.
    assertThat(Arrays.stream(tokenizer.encode("aaaa", true)).skip(1)).containsExactly(6);
  }

  @Test
  void tokensOutsideTheVocabularyAreBadRequests() {
    Tokenizer tokenizer = spm().tokenizer();
    for (int token : new int[] {-1, 4, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      assertThatThrownBy(() -> tokenizer.bytes(token))
          .isInstanceOfSatisfying(
              RuntimeFault.class, fault -> assertThat(fault.code()).isEqualTo(Code.BAD_REQUEST));
      assertThatThrownBy(() -> tokenizer.endsGeneration(token)).isInstanceOf(RuntimeFault.class);
      assertThatThrownBy(() -> tokenizer.piece(token)).isInstanceOf(RuntimeFault.class);
      assertThatThrownBy(() -> tokenizer.decode(new int[] {token}))
          .isInstanceOf(RuntimeFault.class);
    }
  }
}
