package dev.flint.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class Utf8StreamTest {

  @Test
  void keepsAnIncompleteCharacterUntilItIsWhole() {
    Utf8Stream stream = new Utf8Stream();
    byte[] bytes = "a天😀".getBytes(StandardCharsets.UTF_8);
    String[] given = new String[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      given[i] = stream.accept(new byte[] {bytes[i]});
    }
    assertThat(given).containsExactly("a", "", "", "天", "", "", "", "😀");
    assertThat(stream.flush()).isEmpty();
  }

  @Test
  void anIncompleteEndBecomesAReplacementCharacter() {
    Utf8Stream stream = new Utf8Stream();
    assertThat(stream.accept(new byte[] {'a', (byte) 0xE5, (byte) 0xA4})).isEqualTo("a");
    assertThat(stream.flush()).isEqualTo("\uFFFD");
    assertThat(stream.accept(new byte[] {'b'})).isEqualTo("b");
  }

  @Test
  void anyBytesGiveTheSameTextHoweverTheyArrive() {
    Random random = new Random(4);
    for (int round = 0; round < 3000; round++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      if (round % 2 == 0) {
        bytes = Vocabularies.text(random, 20).getBytes(StandardCharsets.UTF_8);
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      Utf8Stream stream = new Utf8Stream();
      StringBuilder text = new StringBuilder();
      for (int from = 0; from < bytes.length; ) {
        int to = Math.min(bytes.length, from + 1 + random.nextInt(5));
        text.append(stream.accept(Arrays.copyOfRange(bytes, from, to)));
        from = to;
      }
      text.append(stream.flush());
      assertThat(text.toString()).isEqualTo(new String(bytes, StandardCharsets.UTF_8));
    }
  }
}
