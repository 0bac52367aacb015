package dev.flint.audit.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flint.audit.AuditException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogKeysTest {
  @TempDir private Path folder;

  @Test
  void aSavedKeySignsAsBefore() throws IOException {
    Path file = folder.resolve("log.key");
    LogKeys keys = LogKeys.loadOrGenerate(file, "example.com/log");
    LogKeys again = LogKeys.loadOrGenerate(file, "ignored");
    assertThat(again.verifier()).isEqualTo(keys.verifier());
    assertThat(keys.verifier().signed(Note.parse(again.sign("text\n")))).isTrue();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(VerifierKey.parse(keys.verifier().text())).isEqualTo(keys.verifier());
  }

  @Test
  void aKeyIsNeverOverwritten() {
    Path file = folder.resolve("log.key");
    LogKeys.generate("a").save(file);
    assertThatThrownBy(() -> LogKeys.generate("a").save(file))
        .isInstanceOf(AuditException.class)
        .hasMessageContaining("never overwritten");
  }

  @Test
  void halvesOfTwoKeysAreRefused() throws IOException {
    Path one = folder.resolve("one.key");
    Path two = folder.resolve("two.key");
    LogKeys.generate("a").save(one);
    LogKeys.generate("a").save(two);
    List<String> lines = Files.readAllLines(two);
    lines.set(0, Files.readAllLines(one).getFirst());
    Files.write(two, lines);
    assertThatThrownBy(() -> LogKeys.load(two)).hasMessageContaining("do not belong together");
    Files.writeString(two, "nonsense");
    assertThatThrownBy(() -> LogKeys.load(two)).hasMessageContaining("is not a log key");
  }
}
