package dev.flint.runtime.text;

import static dev.flint.runtime.text.Vocabularies.CONTROL;
import static dev.flint.runtime.text.Vocabularies.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class WordPiecesTest {

  private static Vocabularies vocabulary() {
    return new Vocabularies()
        .piece("[UNK]", UNKNOWN)
        .piece("[CLS]", CONTROL)
        .piece("[SEP]", CONTROL)
        .pieces("▁un", "▁do", "doable", "able", "▁,", "▁天", "▁e", "te", "▁été")
        .with("tokenizer.ggml.model", "bert")
        .with("tokenizer.ggml.unknown_token_id", 0L)
        .with("tokenizer.ggml.cls_token_id", 1L)
        .with("tokenizer.ggml.seperator_token_id", 2L);
  }

  @Test
  void takesTheLongestPiecesFromTheStartOfEachWord() {
    assertThat(pieces("UnDoable do,天do"))
        .containsExactly("▁un", "doable", "▁do", "▁,", "▁天", "▁do");
  }

  @Test
  void aWordThatDoesNotComeOutIsUnknownAsAWhole() {
    assertThat(pieces("unx do")).containsExactly("[UNK]", "▁do");
  }

  @Test
  void accentsAndControlCharactersGo() {
    assertThat(pieces("Ét\u0000é\u200B un\u0301")).containsExactly("▁e", "te", "▁un");
    Tokenizer exact = vocabulary().with("tokenizer.ggml.normalizer.lowercase", false).tokenizer();
    assertThat(exact.encode("été Été", true)).containsExactly(11, 0);
  }

  @Test
  void aTextStandsBetweenClassifierAndSeparator() {
    Tokenizer tokenizer = vocabulary().tokenizer();
    assertThat(tokenizer.bos()).hasValue(1);
    assertThat(tokenizer.eos()).hasValue(2);
    assertThat(tokenizer.addsBos()).isTrue();
    assertThat(tokenizer.addsEos()).isTrue();
    assertThat(tokenizer.decode(tokenizer.encode("[CLS]do undoable[SEP]", true)))
        .isEqualTo("do undoable");
  }

  private static Stream<String> pieces(String text) {
    Tokenizer tokenizer = vocabulary().tokenizer();
    return Arrays.stream(tokenizer.encode(text, true)).mapToObj(tokenizer::piece);
  }
}
