package dev.flint.registry.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DigesterTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 262_143, 262_144, 262_145, 524_288, 1_000_003})
  void coversEveryByteAndLeavesThePositionAlone(int size) throws Exception {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    Path file = Files.write(folder.resolve("file"), bytes);
    String expected = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));

    try (FileChannel channel = FileChannel.open(file)) {
      channel.position(size / 2);
      assertThat(Digester.digest(channel)).isEqualTo(new Blob(expected, size));
      assertThat(channel.position()).isEqualTo(size / 2);
    }
  }
}
