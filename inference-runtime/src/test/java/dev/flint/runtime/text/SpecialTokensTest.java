package dev.flint.runtime.text;

import static dev.flint.runtime.text.Vocabularies.CONTROL;
import static dev.flint.runtime.text.Vocabularies.USER_DEFINED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SpecialTokensTest {

  @Test
  void controlTokensCountOnlyWhenAsked() {
    Tokenizer tokenizer =
        Vocabularies.bytePairs("gpt-2")
            .piece("<|x|>", CONTROL)
            .piece("[w]", USER_DEFINED)
            .tokenizer();
    assertThat(pieces(tokenizer, "a<|x|>[w]", true)).containsExactly("a", "<|x|>", "[w]");
    assertThat(pieces(tokenizer, "<|x|>[w]", false))
        .containsExactly("<", "|", "x", "|", ">", "[w]");
  }

  @Test
  void longerTokensWinWhereverTheyStand() {
    Tokenizer tokenizer =
        Vocabularies.bytePairs("gpt-2")
            .piece("ab", CONTROL)
            .piece("bcd", CONTROL)
            .piece("abcde", CONTROL)
            .tokenizer();
    assertThat(pieces(tokenizer, "abcd", true)).containsExactly("a", "bcd");
    assertThat(pieces(tokenizer, "ababcde", true)).containsExactly("ab", "abcde");
    assertThat(pieces(tokenizer, "abcabcd", true)).containsExactly("ab", "c", "a", "bcd");
  }

  @Test
  void lengthIsCountedInBytes() {
    Tokenizer tokenizer =
        Vocabularies.bytePairs("gpt-2").piece("xyz", CONTROL).piece("z天", CONTROL).tokenizer();
    assertThat(pieces(tokenizer, "xyz天", true)).containsExactly("x", "y", "z天");
  }

  @Test
  void thePhi3FamilySwallowsSpaceAfterSpecialTokens() {
    Tokenizer tokenizer =
        Vocabularies.bytePairs("gpt-2")
            .piece("<|user|>", CONTROL)
            .piece("<|endoftext|>", CONTROL)
            .with("general.name", "Phi3 mini")
            .tokenizer();
    assertThat(pieces(tokenizer, "a <|user|> \n\t<|user|> b", true))
        .containsExactly("a", "Ġ", "<|user|>", "<|user|>", "b");
    assertThat(pieces(tokenizer, "<|endoftext|> b", true))
        .containsExactly("<|endoftext|>", "Ġ", "b");
  }

  @Test
  void masksOfSomeModelsSwallowSpaceBefore() {
    Tokenizer tokenizer =
        Vocabularies.bytePairs("jina-v2-code").piece("<mask>", CONTROL).tokenizer();
    assertThat(pieces(tokenizer, "a  <mask> b", true)).containsExactly("a", "<mask>", "Ġ", "b");
    assertThat(pieces(tokenizer, "  <mask>", true)).containsExactly("<mask>");
  }

  @Test
  void commonEndTokensAreKnownByTheirText() {
    Tokenizer tokenizer =
        Vocabularies.bytePairs("gpt-2")
            .pieces("<|im_end|>", "<|file_sep|>", "<fim_prefix>", "<|channel|>")
            .piece("<stop>", CONTROL)
            .with("tokenizer.ggml.eos_token_id", 260L)
            .tokenizer();
    assertThat(tokenizer.endsGeneration(256)).isTrue();
    assertThat(tokenizer.endsGeneration(257)).isTrue();
    assertThat(tokenizer.endsGeneration(258)).isFalse();
    assertThat(tokenizer.endsGeneration(259)).isFalse();
    assertThat(tokenizer.endsGeneration(260)).isTrue();
    assertThat(tokenizer.endsGeneration('a')).isFalse();
    assertThat(tokenizer.bytes(256)).isEmpty();
    assertThat(tokenizer.bytes(259)).asString().isEqualTo("<|channel|>");
    assertThat(pieces(tokenizer, "<|im_end|>", true)).containsExactly("<|im_end|>");
  }

  @Test
  void anEndOfAPartIsNoEndWhereBetterOnesExist() {
    Tokenizer tokenizer =
        Vocabularies.bytePairs("gpt-4o")
            .piece("<|end|>", CONTROL)
            .piece("<|return|>", CONTROL)
            .piece("<|call|>", CONTROL)
            .tokenizer();
    assertThat(tokenizer.endsGeneration(256)).isFalse();
    assertThat(tokenizer.endsGeneration(257)).isTrue();
    assertThat(tokenizer.endsGeneration(258)).isTrue();
  }

  @Test
  void beginAndEndAreWhatTheFileSays() {
    Tokenizer silent = Vocabularies.bytePairs("gpt-2").tokenizer();
    assertThat(silent.bos()).isEmpty();
    assertThat(silent.eos()).isEmpty();
    assertThat(silent.addsBos()).isFalse();
    Tokenizer llama3 =
        Vocabularies.bytePairs("llama-bpe").with("tokenizer.ggml.bos_token_id", 5L).tokenizer();
    assertThat(llama3.bos()).hasValue(5);
    assertThat(llama3.addsBos()).isTrue();
    Tokenizer llama2 = Vocabularies.sentencePieces().tokenizer();
    assertThat(llama2.bos()).hasValue(1);
    assertThat(llama2.eos()).hasValue(2);
    assertThat(llama2.addsBos()).isTrue();
    assertThat(llama2.addsEos()).isFalse();
    assertThat(llama2.endsGeneration(2)).isTrue();
  }

  private static List<String> pieces(Tokenizer tokenizer, String text, boolean special) {
    return Arrays.stream(tokenizer.encode(text, special)).mapToObj(tokenizer::piece).toList();
  }
}
