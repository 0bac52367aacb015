package dev.flint.runtime.kernel.vector;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;

import dev.flint.runtime.kernel.Bands;
import dev.flint.runtime.quant.Q2_K;
import dev.flint.runtime.quant.Q3_K;
import dev.flint.runtime.quant.Q4_0;
import dev.flint.runtime.quant.Q4_1;
import dev.flint.runtime.quant.Q4_K;
import dev.flint.runtime.quant.Q5_0;
import dev.flint.runtime.quant.Q5_1;
import dev.flint.runtime.quant.Q5_K;
import dev.flint.runtime.quant.Q6_K;
import dev.flint.runtime.quant.Q8_0;
import dev.flint.runtime.quant.Quantized;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/** What the values of a block share, out of a woven stretch, a lane a row. */
final class Sharing {
  private Sharing() {}

  /** Fills scales, minima and {@code d} of a stretch of so many blocks. */
  static void read(Quantized format, MemorySegment w, long at, int blocks, Scratch s) {
    int step = Bands.ROWS * format.blockBytes();
    switch (format) {
      case Q4_0 _, Q5_0 _, Q8_0 _ -> Halves.one(w, at, step, blocks, s.d);
      case Q4_1 _, Q5_1 _ -> Halves.two(w, at, step, blocks, 0, s.d, s.dmin);
      case Q4_K _, Q5_K _ -> {
        Halves.two(w, at, step, 1, Halves.SIGN, s.d, s.dmin);
        sixes(w, at + 4 * Bands.ROWS, at + 12 * Bands.ROWS, 0, s.scales);
        sixes(w, at + 8 * Bands.ROWS, at + 12 * Bands.ROWS, 4, s.mins);
      }
      case Q2_K _ -> {
        Halves.two(w, at + 80 * Bands.ROWS, step, 1, Halves.SIGN, s.d, s.dmin);
        nibbles(w, at, s.scales, s.mins);
      }
      case Q3_K _ -> {
        Halves.one(w, at + 108 * Bands.ROWS, step, 1, s.d);
        signed(w, at + 96 * Bands.ROWS, s.scales);
      }
      case Q6_K _ -> {
        Halves.one(w, at + 208 * Bands.ROWS, step, 1, s.d);
        bytes(w, at + 192 * Bands.ROWS, s.scales);
      }
    }
  }

  /**
   * Half of twelve bytes with eight scales and eight minima of six bits: see {@code SixBits}.
   *
   * @param at of the word with the first four, and of the top bits of the others
   * @param rest of the word with the low bits of the others, above {@code shift}
   */
  private static void sixes(MemorySegment w, long at, long rest, int shift, float[] out) {
    for (int row = 0; row < Bands.ROWS; row += Width.LENGTH) {
      IntVector first =
          IntVector.fromMemorySegment(Width.INTS, w, at + 4 * row, ByteOrder.LITTLE_ENDIAN);
      IntVector last =
          IntVector.fromMemorySegment(Width.INTS, w, rest + 4 * row, ByteOrder.LITTLE_ENDIAN);
      int to = row;
      for (int bits = 0; bits < 32; bits += 8) {
        IntVector scale = first.lanewise(LSHR, bits).and(63);
        ((FloatVector) scale.convert(I2F, 0)).intoArray(out, to);
        scale = first.lanewise(LSHR, bits + 6).and(3).lanewise(LSHL, 4);
        scale = scale.or(last.lanewise(LSHR, bits + shift).and(15));
        ((FloatVector) scale.convert(I2F, 0)).intoArray(out, to + 4 * Bands.ROWS);
        to += Bands.ROWS;
      }
    }
  }

  /** Sixteen bytes: a scale below, a minimum above. */
  private static void nibbles(MemorySegment w, long at, float[] scales, float[] mins) {
    for (int row = 0; row < Bands.ROWS; row += Width.LENGTH) {
      for (int j = 0; j < 16; j++) {
        IntVector both = load(w, at + j / 4 * 4 * Bands.ROWS + 4 * row);
        store(both.lanewise(LSHR, j % 4 * 8).and(15), scales, j * Bands.ROWS + row);
        store(both.lanewise(LSHR, j % 4 * 8 + 4).and(15), mins, j * Bands.ROWS + row);
      }
    }
  }

  /** Twelve bytes with sixteen scales of six bits, less 32: see {@link Q3_K}. */
  private static void signed(MemorySegment w, long at, float[] scales) {
    for (int row = 0; row < Bands.ROWS; row += Width.LENGTH) {
      IntVector tops = load(w, at + 8 * Bands.ROWS + 4 * row);
      for (int j = 0; j < 16; j++) {
        IntVector low = load(w, at + j % 8 / 4 * 4 * Bands.ROWS + 4 * row);
        low = low.lanewise(LSHR, j % 4 * 8 + j / 8 * 4).and(15);
        IntVector top = tops.lanewise(LSHR, j % 4 * 8 + j / 4 * 2).and(3).lanewise(LSHL, 4);
        store(low.or(top).sub(32), scales, j * Bands.ROWS + row);
      }
    }
  }

  /** Sixteen signed bytes. */
  private static void bytes(MemorySegment w, long at, float[] scales) {
    for (int row = 0; row < Bands.ROWS; row += Width.LENGTH) {
      for (int j = 0; j < 16; j++) {
        IntVector four = load(w, at + j / 4 * 4 * Bands.ROWS + 4 * row);
        four = four.lanewise(LSHL, 24 - j % 4 * 8).lanewise(ASHR, 24);
        store(four, scales, j * Bands.ROWS + row);
      }
    }
  }

  private static IntVector load(MemorySegment w, long at) {
    return IntVector.fromMemorySegment(Width.INTS, w, at, ByteOrder.LITTLE_ENDIAN);
  }

  private static void store(IntVector value, float[] target, int at) {
    ((FloatVector) value.convert(I2F, 0)).intoArray(target, at);
  }
}
