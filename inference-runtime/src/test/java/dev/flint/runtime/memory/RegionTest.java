package dev.flint.runtime.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RegionTest {
  @Test
  void piecesAreZerosOnCacheLinesOfTheirOwn() {
    try (Region region = Region.of(1000, true)) {
      MemorySegment one = region.take(65);
      MemorySegment other = region.take(100);
      assertThat(one.address() % 64).isZero();
      assertThat(other.address() % 64).isZero();
      assertThat(one.toArray(ValueLayout.JAVA_BYTE)).containsOnly(0);
      one.fill((byte) 1);
      assertThat(other.toArray(ValueLayout.JAVA_BYTE)).hasSize(100).containsOnly(0);
    }
  }

  @Test
  void nothingIsReadOnceItIsClosed() {
    Region region = Region.of(1000, false);
    MemorySegment piece = region.take(10);
    region.close();
    region.close();
    assertThatThrownBy(() -> piece.get(ValueLayout.JAVA_BYTE, 0))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void hugePagesAreAskedForAndRefused() throws IOException {
    Mappings.assumeTold();
    try (Region huge = Region.of(8 << 20, true);
        Region plain = Region.of(8 << 20, false)) {
      assertThat(Mappings.fact(huge.take(10), "VmFlags").split(" ")).contains("hg");
      assertThat(Mappings.fact(plain.take(10), "VmFlags").split(" ")).contains("nh");
    }
  }

  @Test
  void closingGivesTheAddressesBack() {
    Set<Long> addresses = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      try (Region region = Region.of(64 << 20, true)) {
        assertThat(region.direct()).isTrue();
        addresses.add(region.take(1 << 20).address());
      }
    }
    assertThat(addresses).hasSizeLessThan(50); // each its own, were they kept
  }
}
