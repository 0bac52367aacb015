package dev.flint.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BytePairsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "default",
        "gpt-2",
        "llama-bpe",
        "qwen2",
        "qwen35",
        "starcoder",
        "falcon",
        "deepseek-llm",
        "deepseek-coder",
        "deepseek-v3",
        "tekken",
        "gpt-4o",
        "viking",
        "seed-coder"
      })
  void decodingGivesBackAnyText(String pre) {
    Random random = new Random(1);
    Tokenizer tokenizer = Vocabularies.bytePairs(pre).merges(300, random).tokenizer();
    for (int i = 0; i < 600; i++) {
      String text = Vocabularies.text(random, random.nextInt(60));
      assertThat(tokenizer.decode(tokenizer.encode(text, random.nextBoolean()))).isEqualTo(text);
    }
  }

  @Test
  void mergesAsThePlainAlgorithm() {
    Random random = new Random(2);
    for (int round = 0; round < 60; round++) {
      Vocabularies vocabulary = Vocabularies.bytePairs("gpt-2");
      for (int i = 0; i < 30; i++) {
        vocabulary.merge(letters(random, 3), letters(random, 3));
      }
      Map<String, Object> metadata = vocabulary.metadata();
      Tokenizer tokenizer = Tokenizer.of(metadata);
      List<String> merges = Arrays.asList((String[]) metadata.get("tokenizer.ggml.merges"));
      for (int i = 0; i < 50; i++) {
        String word = letters(random, 20);
        List<String> pieces =
            Arrays.stream(tokenizer.encode(word, true)).mapToObj(tokenizer::piece).toList();
        assertThat(pieces).as(word + " by " + merges).isEqualTo(plainly(word, merges));
      }
    }
  }

  /** Merges the first-ranked pair, leftmost first, one at a time. */
  private static List<String> plainly(String word, List<String> merges) {
    List<String> pieces = new ArrayList<>(Arrays.asList(word.split("")));
    while (true) {
      int best = -1;
      int bestRank = Integer.MAX_VALUE;
      for (int i = 0; i + 1 < pieces.size(); i++) {
        int rank = merges.indexOf(pieces.get(i) + " " + pieces.get(i + 1));
        if (rank >= 0 && rank < bestRank) {
          best = i;
          bestRank = rank;
        }
      }
      if (best < 0) {
        return pieces;
      }
      pieces.set(best, pieces.get(best) + pieces.remove(best + 1));
    }
  }

  private static String letters(Random random, int most) {
    StringBuilder letters = new StringBuilder();
    for (int i = 1 + random.nextInt(most); i > 0; i--) {
      letters.append((char) ('a' + random.nextInt(2)));
    }
    return letters.toString();
  }

  @Test
  void takesWholeWordsFirstWhereTheVocabularySaysSo() {
    String[] pieces = {"l", "o", "w"};
    Vocabularies vocabulary = Vocabularies.bytePairs("llama-bpe").pieces("low");
    assertThat(vocabulary.tokenizer().encode("low", true)).containsExactly(256);
    Vocabularies merging = Vocabularies.bytePairs("gpt-2").pieces("low");
    assertThat(merging.tokenizer().encode("low", true)).hasSize(pieces.length);
  }

  @Test
  void takesTheFirstOfEqualMerges() {
    Tokenizer tokenizer =
        Vocabularies.bytePairs("gpt-2").merge("a", "b").merge("b", "c").merge("a", "b").tokenizer();
    assertThat(tokenizer.encode("abc", true)).containsExactly(256, 'c' - '!' + 33);
  }

  @Test
  void aMergeWhoseResultIsNoTokenFallsApart() {
    Map<String, Object> metadata = Vocabularies.bytePairs("gpt-2").metadata();
    metadata.put("tokenizer.ggml.merges", new String[] {"x y", "xy z", "qq qq"});
    Tokenizer tokenizer = Tokenizer.of(metadata);
    assertThat(tokenizer.encode("xyz", true)).containsExactly('x', 'y', 'z');
  }

  @Test
  void bytesThatTheVocabularyLacksAreLeftOut() {
    Map<String, Object> metadata = Vocabularies.bytePairs("gpt-2").metadata();
    metadata.put("tokenizer.ggml.tokens", new String[] {"a", "b", "ab"});
    metadata.put("tokenizer.ggml.token_type", new long[] {1, 1, 1});
    metadata.put("tokenizer.ggml.merges", new String[] {"a b"});
    Tokenizer tokenizer = Tokenizer.of(metadata);
    assertThat(tokenizer.encode("a天b ab", true)).containsExactly(0, 1, 2);
  }

  @Test
  void loneSurrogatesBecomeReplacementCharacters() {
    Tokenizer tokenizer = Vocabularies.bytePairs("gpt-2").tokenizer();
    String text = "a" + (char) 0xD83D + "b" + (char) 0xDE00;
    assertThat(tokenizer.decode(tokenizer.encode(text, true))).isEqualTo("a\uFFFDb\uFFFD");
  }

  @Test
  void aNormalPieceOutsideTheByteAlphabetReadsAsItself() {
    Tokenizer tokenizer = Vocabularies.bytePairs("gpt-2").pieces("two words 天").tokenizer();
    assertThat(tokenizer.decode(new int[] {256})).isEqualTo("two words 天");
  }

  @Test
  void anEmptyTextHasNoTokens() {
    assertThat(Vocabularies.bytePairs("llama-bpe").tokenizer().encode("", true)).isEmpty();
  }
}
