package dev.flint.platform.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataFolderTest {
  @TempDir Path temporary;

  @Test
  void oneServiceAtATimeHoldsAFolder() {
    Path root = temporary.resolve("data");
    try (DataFolder first = DataFolder.open(root)) {
      assertThatThrownBy(() -> DataFolder.open(root))
          .isInstanceOf(StartFault.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining(first.root().toString());
    }
    DataFolder.open(root).close();
  }

  @Test
  void nobodyElseMayLookInside() throws Exception {
    try (DataFolder data = DataFolder.open(temporary.resolve("data"))) {
      data.secrets().password("x");
      assertThat(mode(data.root())).isEqualTo("rwx------");
      assertThat(mode(data.folder("secrets"))).isEqualTo("rwx------");
      assertThat(mode(data.folder("secrets").resolve("x"))).isEqualTo("rw-------");
    }
  }

  @Test
  void aSecretIsMadeOnceAndRefusedWhenOthersMayReadIt() throws Exception {
    try (DataFolder data = DataFolder.open(temporary.resolve("data"))) {
      String made = data.secrets().password("x");
      assertThat(made).hasSize(32);
      assertThat(data.secrets().password("x")).isEqualTo(made);
      Path file = data.secrets().file("x");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
      assertThatThrownBy(() -> data.secrets().password("x"))
          .isInstanceOf(StartFault.class)
          .hasMessageContaining("chmod 600 " + file)
          .hasMessageNotContaining(made);
    }
  }

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
