package dev.flint.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class AnswerTextTest {
  @Test
  void holdsBackWhatMayBecomeAStopSequence() {
    AnswerText text = new AnswerText(List.of("END"));
    assertThat(accept(text, "one E")).isEqualTo("one ");
    assertThat(accept(text, "N")).isEmpty();
    assertThat(accept(text, "x")).isEqualTo("ENx");
    assertThat(accept(text, "E")).isEmpty();
    assertThat(accept(text, "ND two")).isEmpty();
    assertThat(text.stopped()).isTrue();
    assertThat(text.end()).isEmpty();
    assertThat(text.given()).isEqualTo("one ENx");
  }

  @Test
  void theEarliestStopSequenceCounts() {
    AnswerText text = new AnswerText(List.of("cd", "b"));
    assertThat(accept(text, "abcd")).isEqualTo("a");
    assertThat(text.stopped()).isTrue();
  }

  @Test
  void givesAnUnfinishedBeginningAtTheEnd() {
    AnswerText text = new AnswerText(List.of("END"));
    assertThat(accept(text, "EN")).isEmpty();
    assertThat(text.end()).isEqualTo("EN");
  }

  /** However the bytes are cut, the text is the one that a search in the whole would give. */
  @Test
  void cutsDoNotMatter() {
    Random random = new Random(1);
    for (int round = 0; round < 2_000; round++) {
      StringBuilder whole = new StringBuilder();
      for (int i = random.nextInt(20); i > 0; i--) {
        whole
            .append("aab\u00e9\u20ac\ud83d\ude00".charAt(random.nextInt(3)))
            .append(i % 3 == 0 ? "€😀" : "a");
      }
      List<String> stop = List.of("aab", "b€", "a😀a");
      int end = whole.length();
      for (String sequence : stop) {
        int found = whole.indexOf(sequence);
        end = found < 0 ? end : Math.min(end, found);
      }
      byte[] bytes = whole.toString().getBytes(StandardCharsets.UTF_8);
      AnswerText text = new AnswerText(stop);
      StringBuilder given = new StringBuilder();
      for (int at = 0; at < bytes.length && !text.stopped(); ) {
        int next = Math.min(bytes.length, at + 1 + random.nextInt(5));
        given.append(text.accept(java.util.Arrays.copyOfRange(bytes, at, next)));
        at = next;
      }
      given.append(text.end());
      assertThat(given.toString()).isEqualTo(whole.substring(0, end)).isEqualTo(text.given());
    }
  }

  private static String accept(AnswerText text, String more) {
    return text.accept(more.getBytes(StandardCharsets.UTF_8));
  }
}
