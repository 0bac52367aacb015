package dev.flint.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flint.audit.AuditException;
import dev.flint.audit.merkle.Hash;
import dev.flint.audit.note.Checkpoint;
import dev.flint.audit.note.LogKeys;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReceiptTest {
  private static final LogKeys KEYS = LogKeys.generate("example.com/log");
  private static final byte[] FIRST = {1};
  private static final byte[] SECOND = {2};
  private static final Receipt RECEIPT =
      new Receipt(
          1,
          List.of(Hash.leaf(FIRST)),
          Checkpoint.sign(KEYS, 2, Hash.node(Hash.leaf(FIRST), Hash.leaf(SECOND))));

  @Test
  void theTextIsThatOfTheSpecification() {
    assertThat(RECEIPT.text())
        .isEqualTo(
            "c2sp.org/tlog-proof@v1\nindex 1\n"
                + Hash.leaf(FIRST).base64()
                + "\n\n"
                + RECEIPT.checkpoint().note());
    assertThat(Receipt.parse(RECEIPT.text(), KEYS.verifier())).isEqualTo(RECEIPT);
  }

  @Test
  void itProvesItsEntryAndNoOther() {
    assertThat(RECEIPT.proves(SECOND)).isTrue();
    assertThat(RECEIPT.proves(FIRST)).isFalse();
    Receipt elsewhere = new Receipt(0, RECEIPT.path(), RECEIPT.checkpoint());
    assertThat(elsewhere.proves(SECOND)).isFalse();
  }

  @Test
  void extraDataIsAllowedAndLeftOut() {
    String text = RECEIPT.text().replace("index", "extra AAAA\nindex");
    assertThat(Receipt.parse(text, KEYS.verifier())).isEqualTo(RECEIPT);
  }

  @ParameterizedTest
  @CsvSource({
    "tlog-proof@v1, tlog-proof@v2",
    "index 1, index 01",
    "index 1, index -1",
    "index 1, index",
    "index 1, index 9999999999999999999",
    "index 1, extra A",
    "index 1, extra AAAA",
    "=, ''",
  })
  void whatIsNoReceiptIsRefused(String part, String replacement) {
    String text = RECEIPT.text();
    String changed = text.replaceFirst(Pattern.quote(part), replacement);
    assertThat(changed).isNotEqualTo(text);
    assertThatThrownBy(() -> Receipt.parse(changed, KEYS.verifier()))
        .isInstanceOf(AuditException.class);
  }

  @Test
  void aPathLongerThanAnyTreesIsRefused() {
    String line = Hash.leaf(FIRST).base64() + "\n";
    String text = RECEIPT.text().replace(line, line.repeat(64));
    assertThatThrownBy(() -> Receipt.parse(text, KEYS.verifier()))
        .hasMessageContaining("longer than any tree's");
    assertThatThrownBy(() -> Receipt.parse("c2sp.org/tlog-proof@v1\n", KEYS.verifier()))
        .hasMessageContaining("a blank line");
    assertThatThrownBy(
            () -> Receipt.parse(RECEIPT.text(), LogKeys.generate("example.com/log").verifier()))
        .hasMessageContaining("is not signed by");
  }
}
