package dev.flint.runtime.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flint.runtime.kernel.Layout;
import dev.flint.runtime.kernel.Tensor;
import dev.flint.runtime.kernel.Workers;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Matrices laid anew hold what the file holds, and go with it. */
final class PlacementTest {
  private static final int COLS = 512;

  @TempDir Path folder;
  private Path model;

  /** Several pieces each: 7 slices of ragged bands, and one large matrix. */
  @BeforeEach
  void write() throws IOException {
    model = folder.resolve("matrices.gguf");
    GgufWriter writer =
        new GgufWriter(32)
            .string("general.architecture", "none")
            .tensor("large", TensorType.Q8_0, List.of((long) COLS, 5000L), random(5000, 34))
            .tensor("stack", TensorType.Q4_0, List.of((long) COLS, 500L, 7L), random(3500, 18))
            .tensor("short", TensorType.Q8_0, List.of((long) COLS, 15L), random(15, 34))
            .tensor("plain", TensorType.F32, List.of((long) COLS, 16L), random(16, 4));
    try (OutputStream out = Files.newOutputStream(model)) {
      writer.writeTo(out);
    }
  }

  private static GgufWriter.TensorBytes random(int rows, int unit) {
    int units = unit == 4 ? COLS : COLS / 32;
    byte[] bytes = new byte[rows * units * unit];
    new Random(rows).nextBytes(bytes);
    for (int i = 1; i < bytes.length; i += unit) {
      bytes[i] = 0x38; // a finite scale
    }
    return out -> out.write(bytes);
  }

  @Test
  void holdsWhatTheFileHolds() {
    for (int threads = 1; threads <= 3; threads += 2) {
      try (GgufFile file = GgufFile.open(model);
          Workers workers = new Workers(threads)) {
        Weights weights = file.weights(Placement.DEFAULT, Layout.BANDS);
        for (String name : List.of("large", "stack")) {
          Tensor rows = weights.get(name);
          Tensor bands = weights.multiplied(rows);
          assertThat(bands.layout()).isEqualTo(Layout.BANDS);
          assertThat(weights.multiplied(weights.get(name))).isSameAs(bands);
        }
        weights.settle(workers);
        for (String name : List.of("large", "stack")) {
          same(weights.get(name), weights.multiplied(weights.get(name)));
        }
      }
    }
  }

  @Test
  void shortAndPlainOnesStayWhereTheyAre() {
    try (GgufFile file = GgufFile.open(model)) {
      Weights weights = file.weights(Placement.DEFAULT, Layout.BANDS);
      for (String name : List.of("short", "plain")) {
        Tensor rows = weights.get(name);
        assertThat(weights.multiplied(rows)).isSameAs(rows);
      }
    }
  }

  @Test
  void nothingMovesWhereNobodyWantsIt() {
    try (GgufFile file = GgufFile.open(model)) {
      for (Weights weights :
          List.of(
              file.weights(Placement.MAPPED, Layout.BANDS),
              file.weights(Placement.DEFAULT, Layout.ROWS))) {
        Tensor rows = weights.get("large");
        assertThat(weights.multiplied(rows)).isSameAs(rows);
      }
    }
  }

  /** A hundred times the address space would be as many addresses. */
  @Test
  void memoryGoesWithTheFile() {
    Set<Long> addresses = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      try (GgufFile file = GgufFile.open(model);
          Workers workers = new Workers(1)) {
        Weights weights = file.weights(Placement.DEFAULT, Layout.BANDS);
        addresses.add(weights.multiplied(weights.get("large")).data().address());
        weights.settle(workers);
      }
    }
    assertThat(addresses).hasSizeLessThan(50);
  }

  private static void same(Tensor rows, Tensor bands) {
    int bytes = rows.format().blockBytes();
    byte[] expected = new byte[bytes];
    byte[] actual = new byte[bytes];
    for (int slice = 0; slice < rows.slices(); slice++) {
      for (int row = 0; row < rows.rows(); row++) {
        int block = (row * 31 + slice) % (COLS / 32);
        rows.block(slice, row, block, MemorySegment.ofArray(expected));
        bands.block(slice, row, block, MemorySegment.ofArray(actual));
        assertThat(actual).isEqualTo(expected);
      }
    }
  }
}
