package dev.flint.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SentencePiecesTest {

  @Test
  void mergesAsThePlainAlgorithm() {
    Random random = new Random(3);
    for (int round = 0; round < 100; round++) {
      // With equal scores, and with and without pieces that span words.
      Map<String, Double> scores = new HashMap<>();
      for (String piece : List.of("a", "b", "▁")) {
        scores.put(piece, 0.0);
      }
      for (int i = 0; i < 25; i++) {
        String piece = letters(random, 4);
        if (round % 2 == 0 || piece.lastIndexOf('▁') <= 0) {
          scores.putIfAbsent(piece, (double) -random.nextInt(10));
        }
      }
      Vocabularies vocabulary = Vocabularies.sentencePieces();
      scores.forEach((piece, score) -> vocabulary.piece(piece, Vocabularies.NORMAL, score));
      Tokenizer tokenizer = vocabulary.with("tokenizer.ggml.add_space_prefix", false).tokenizer();
      for (int i = 0; i < 30; i++) {
        String text = letters(random, 25);
        List<String> pieces =
            Arrays.stream(tokenizer.encode(text.replace('▁', ' '), true))
                .mapToObj(tokenizer::piece)
                .toList();
        assertThat(pieces).as(text + " by " + scores).isEqualTo(plainly(text, scores));
      }
    }
  }

  private static List<String> plainly(String text, Map<String, Double> scores) {
    List<String> pieces = new ArrayList<>(Arrays.asList(text.split("")));
    while (true) {
      int best = -1;
      double bestScore = Double.NEGATIVE_INFINITY;
      for (int i = 0; i + 1 < pieces.size(); i++) {
        Double score = scores.get(pieces.get(i) + pieces.get(i + 1));
        if (score != null && score > bestScore) {
          best = i;
          bestScore = score;
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
      letters.append("ab▁".charAt(random.nextInt(3)));
    }
    return letters.toString();
  }

  @Test
  void aSpaceGoesBeforeTheTextAndAfterEachSpecialToken() {
    Tokenizer tokenizer = Vocabularies.sentencePieces().pieces("a", "▁", "▁a").tokenizer();
    assertThat(pieces(tokenizer, "a</s>a a")).containsExactly("▁a", "</s>", "▁a", "▁a");
    assertThat(pieces(tokenizer, "</s> a")).containsExactly("</s>", "▁", "▁a");
    assertThat(tokenizer.encode("", true)).isEmpty();
    assertThat(tokenizer.decode(tokenizer.encode("a a", true))).isEqualTo("a a");
  }

  @Test
  void charactersWithoutPiecesBecomeBytes() {
    Vocabularies vocabulary = Vocabularies.sentencePieces().pieces("▁", "a");
    for (int value = 0; value < 256; value++) {
      vocabulary.piece("<0x%02X>".formatted(value), Vocabularies.BYTE);
    }
    Tokenizer tokenizer = vocabulary.tokenizer();
    String text = "a天\n😀\0 a";
    assertThat(tokenizer.decode(tokenizer.encode(text, true))).isEqualTo(text);
    assertThat(pieces(tokenizer, "é")).containsExactly("▁", "<0xC3>", "<0xA9>");
    // The name of a byte token, as text, is not that byte.
    assertThat(tokenizer.decode(tokenizer.encode("<0x41>", true))).isEqualTo("<0x41>");
  }

  @Test
  void withoutByteTokensARunOfUnknownCharactersIsOneUnknownToken() {
    Tokenizer tokenizer = Vocabularies.sentencePieces().pieces("▁", "a", "\n").tokenizer();
    assertThat(pieces(tokenizer, "a天地é\na天"))
        .containsExactly("▁", "a", "<unk>", "\n", "a", "<unk>");
    assertThat(pieces(tokenizer, "天 地")).containsExactly("▁", "<unk>", "▁", "<unk>");
    assertThat(tokenizer.decode(tokenizer.encode("a天a", true))).isEqualTo("aa");
  }

  @Test
  void textDoesNotMergeIntoControlTokens() {
    Tokenizer tokenizer =
        Vocabularies.sentencePieces().pieces("▁", "<", "/", "s", ">", "</", "s>").tokenizer();
    assertThat(pieces(tokenizer, "</s>")).containsExactly("</s>");
    int[] plain = tokenizer.encode("</s>", false);
    assertThat(Arrays.stream(plain).mapToObj(tokenizer::piece)).containsExactly("▁", "</", "s>");
  }

  private static List<String> pieces(Tokenizer tokenizer, String text) {
    return Arrays.stream(tokenizer.encode(text, true)).mapToObj(tokenizer::piece).toList();
  }
}
