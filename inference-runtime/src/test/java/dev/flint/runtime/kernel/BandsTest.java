package dev.flint.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flint.runtime.quant.Format;
import dev.flint.runtime.quant.Quantized;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

final class BandsTest {
  static final List<Format> FORMATS =
      RandomTensors.FORMATS.stream().filter(format -> format instanceof Quantized).toList();

  /** Byte by byte as the definition says, with a last band that is not full. */
  @ParameterizedTest
  @FieldSource("FORMATS")
  void bytesMoveToTheirLanes(Format format) {
    int blocks = 70; // more than are woven at a time
    int rows = 37;
    Tensor plain = new RandomTensors(1).weights(format, 2, rows, blocks * format.blockLength());
    byte[] from = plain.data().toArray(ValueLayout.JAVA_BYTE);
    byte[] expected = new byte[Math.toIntExact(Bands.bytes(plain))];
    int bytes = format.blockBytes();
    int half = ((Quantized) format).halfAt();
    for (int at = 0; at < from.length; at++) {
      int o = at % bytes;
      int block = at / bytes % blocks;
      int row = at / bytes / blocks % rows;
      int slice = at / bytes / blocks / rows;
      boolean inHalf = half >= 0 && o >= half && o < half + 2;
      int first = inHalf ? half : half == 0 ? 2 : 0;
      int unit = inHalf ? 2 : 4;
      int start = o - (o - first) % unit; // of the unit
      int woven = 16 * start + unit * (row % 16) + (o - start);
      int band = slice * 3 + row / 16;
      expected[(band * blocks + block) * 16 * bytes + woven] = from[at];
    }
    Tensor bands = RandomTensors.woven(plain);
    assertThat(Arrays.equals(bands.data().toArray(ValueLayout.JAVA_BYTE), expected)).isTrue();
  }

  @ParameterizedTest
  @FieldSource("FORMATS")
  void rowsComeOutAsTheyWere(Format format) {
    int cols = 3 * format.blockLength();
    Tensor plain = new RandomTensors(2).weights(format, 1, 19, cols);
    Tensor bands = RandomTensors.woven(plain);
    MemorySegment block = MemorySegment.ofArray(new byte[format.blockBytes()]);
    for (int row = 0; row < 19; row++) {
      float[] expected = new float[cols];
      float[] actual = new float[cols];
      plain.decodeRow(row, expected, 0);
      bands.decodeRow(row, actual, 0, block);
      assertThat(actual).isEqualTo(expected);
    }
  }
}
