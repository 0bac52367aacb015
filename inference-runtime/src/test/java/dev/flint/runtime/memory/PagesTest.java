package dev.flint.runtime.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flint.runtime.RuntimeFault;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PagesTest {
  @TempDir Path folder;

  @Test
  void pagesGivenBackAreReadAnew() throws IOException {
    Mappings.assumeTold();
    byte[] bytes = new byte[4 << 20];
    new Random(1).nextBytes(bytes);
    Path file = Files.write(folder.resolve("bytes"), bytes);
    try (FileChannel channel = FileChannel.open(file);
        Arena arena = Arena.ofConfined()) {
      MemorySegment mapped = channel.map(MapMode.READ_ONLY, 0, bytes.length, arena);
      Pages.want(mapped);
      Pages.populate(mapped);
      assertThat(mapped.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(bytes);
      assertThat(Mappings.fact(mapped, "Rss")).isEqualTo("4096 kB");
      Pages.giveBack(mapped.asSlice(100, bytes.length - 200));
      assertThat(Mappings.fact(mapped, "Rss")).isEqualTo("0 kB");
      assertThat(mapped.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(bytes);
    }
  }

  @Test
  void memoryOfOnesOwnIsNeverGivenBack() {
    try (Region region = Region.of(1 << 16, false)) {
      MemorySegment piece = region.take(1 << 16).fill((byte) 7);
      Pages.giveBack(piece);
      assertThat(piece.toArray(ValueLayout.JAVA_BYTE)).containsOnly(7);
    }
  }

  @Test
  void lockedPagesAreLocked() throws IOException {
    Mappings.assumeTold();
    try (Region region = Region.of(1 << 16, false)) {
      MemorySegment piece = region.take(1 << 14);
      Pages.lock(piece, "a piece");
      assertThat(Mappings.fact(piece, "Locked")).isEqualTo("16 kB");
    }
  }

  @Test
  void aRefusalNamesTheLimit() {
    MemorySegment nowhere = MemorySegment.ofAddress(1 << 12).reinterpret(1 << 12);
    assertThatThrownBy(() -> Pages.lock(nowhere, "model.gguf: tensor 'x'"))
        .isInstanceOf(RuntimeFault.class)
        .hasMessageStartingWith("model.gguf: tensor 'x' (4,096 bytes) cannot be locked")
        .hasMessageContaining("RLIMIT_MEMLOCK")
        .hasMessageContaining("ulimit -l");
  }
}
