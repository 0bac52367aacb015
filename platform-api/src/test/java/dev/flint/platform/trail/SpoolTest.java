package dev.flint.platform.trail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flint.platform.trail.Spool.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpoolTest {
  @TempDir Path folder;

  @Test
  void whatIsKeptComesBackByteForByte() throws Exception {
    Spool spool = new Spool(folder);
    spool.keep(new Waiting("rec_1.outcome", "{\"ü\":1}".getBytes(UTF_8), new byte[32]));
    Waiting back = new Spool(folder).all().getFirst();
    assertThat(back.id()).isEqualTo("rec_1.outcome");
    assertThat(back.record()).isEqualTo("{\"ü\":1}".getBytes(UTF_8));
    assertThat(back.salt()).isEqualTo(new byte[32]);
    Path file = folder.resolve("rec_1.outcome.record");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    spool.forget("rec_1.outcome");
    assertThat(spool.all()).isEmpty();
  }

  @Test
  void aDamagedFileIsNamedAndAHalfWrittenOneIsNoRecord() throws Exception {
    Files.writeString(folder.resolve("rec_2.new"), "rec_2");
    assertThat(new Spool(folder).all()).isEmpty();
    Files.writeString(folder.resolve("rec_3.record"), "rec_3\n");
    assertThatThrownBy(() -> new Spool(folder).all()).hasMessageContaining("rec_3.record");
  }
}
