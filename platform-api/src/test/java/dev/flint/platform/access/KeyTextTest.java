package dev.flint.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class KeyTextTest {
  private final SecureRandom random = new SecureRandom();

  @Test
  void aGeneratedKeyReadsBackAsItself() {
    KeyText key = KeyText.generate(random);
    assertThat(key.plain()).matches("flint_[0-9A-Za-z]{10}_[0-9A-Za-z]{36}_[0-9A-Za-z]{6}");
    assertThat(KeyText.parse(key.plain())).contains(key);
  }

  @Test
  void theChecksumIsTheOneWrittenDown() {
    // CRC-32 of the text before the last underscore, in base 62, most significant digit first.
    KeyText key = new KeyText("0000000000", "0".repeat(36));
    assertThat(key.plain()).isEqualTo("flint_0000000000_" + "0".repeat(36) + "_" + "291pLy");
  }

  @Test
  void everyChangeOfOneCharacterIsNoticedOffline() {
    String plain = KeyText.generate(random).plain();
    for (int i = 0; i < plain.length(); i++) {
      char other = plain.charAt(i) == 'x' ? 'y' : 'x';
      String typo = plain.substring(0, i) + other + plain.substring(i + 1);
      assertThat(KeyText.parse(typo)).as("changed at %d", i).isEmpty();
    }
  }

  @Test
  void whatIsNoKeyIsNotRead() {
    String plain = KeyText.generate(random).plain();
    for (String text :
        new String[] {"", "flint", "sk-1234", plain + "0", plain + "\n", " " + plain}) {
      assertThat(KeyText.parse(text)).as(text).isEmpty();
    }
  }

  @Test
  void noTwoKeysAreAlikeAndNoneIsPrinted() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      KeyText key = KeyText.generate(random);
      assertThat(seen.add(key.id())).isTrue();
      assertThat(key.toString()).doesNotContain(key.secret());
    }
  }

  @Test
  void theHashDependsOnTheSecretOnly() {
    KeyText key = KeyText.generate(random);
    assertThat(key.secretHash()).hasSize(32);
    assertThat(key.secretHash()).isEqualTo(new KeyText("another000", key.secret()).secretHash());
    assertThat(key.secretHash()).isNotEqualTo(KeyText.generate(random).secretHash());
  }
}
