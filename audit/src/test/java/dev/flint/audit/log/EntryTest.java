package dev.flint.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flint.audit.AuditException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EntryTest {
  @Test
  void theCommitmentIsTheHashOfSaltAndRecord() {
    Entry entry = new Entry("a", bytes("abc"), new byte[32]);
    assertThat(HexFormat.of().formatHex(entry.commitment()))
        .isEqualTo("365aa7d8f7f9402c4b9434502b4cc89ddb09fe50d7cd95b493b834c62d5a5370");
  }

  @Test
  void saltsDiffer() {
    assertThat(Entry.salted("a", bytes("x")).salt())
        .isNotEqualTo(Entry.salted("a", bytes("x")).salt());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\"", "\u00e4", "a/b", "a\n"})
  void anIdIsPlain(String id) {
    assertThatThrownBy(() -> Entry.salted(id, bytes("x"))).isInstanceOf(AuditException.class);
  }

  @Test
  void limitsHold() {
    assertThatThrownBy(() -> new Entry("a", bytes("x"), new byte[31]))
        .hasMessageContaining("31 bytes instead of 32");
    assertThatThrownBy(() -> Entry.salted("a", new byte[Entry.MAX_RECORD + 1]))
        .hasMessageContaining("longer than");
    assertThatThrownBy(() -> Entry.salted("a".repeat(129), bytes("x")))
        .isInstanceOf(AuditException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"",
        "{\"id\"",
        "{\"id\":",
        "{\"id\":\"rec_1\"",
        "plain \"id\":\"other\"",
        "[\"id\",\"other\"]",
        "{\"id\":7}",
        "{\"a\":\"id\",\"b\":\"other\"}",
        "{\"a\":{\"id\":\"other\"},\"id\":\"rec_1\"}",
        "{\"a\":[{\"id\":\"other\"}],\"b\":\"\\\",\\\"id\\\":\\\"other\",\"id\" : \"rec_1\"}",
      })
  void aRecordMaySayItsOwnIdOrNone(String record) {
    assertThat(OwnId.agrees("rec_1", bytes(record))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"other\"}",
        "{\"id\" :\n\"rec_11\"}",
        "{\"a\":{\"b\":[1,2]},\"c\":\"}\",\"id\":\"other\"}",
        "{\"id\":\"rec_1\",\"id\":\"other\"}",
      })
  void aRecordThatSaysAnotherIdIsRefused(String record) {
    assertThatThrownBy(() -> Entry.salted("rec_1", bytes(record)))
        .hasMessageContaining("says another id");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
