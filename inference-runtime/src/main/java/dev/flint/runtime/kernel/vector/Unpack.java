package dev.flint.runtime.kernel.vector;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;

import dev.flint.runtime.kernel.Bands;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;

/** The codes of a woven stretch, taken apart, a lane a row. */
final class Unpack {
  /** Copies each of four bits into a byte of its own, at bit 0. */
  private static final int SPREAD = 0x00204081;

  private static final int BITS = 0x01010101;

  /** A mask in both shorts of a word. */
  private static final int BOTH = 0x00010001;

  private static final int WORD = 4 * Bands.ROWS;

  private Unpack() {}

  /**
   * Pairs of codes, {@code tile[pair, row]}, two shorts in the bits of a float.
   *
   * @param top where the upper bits lie, {@code w} itself or what {@link #spread} made
   */
  static void pairs(
      MemorySegment w,
      long at,
      MemorySegment top,
      long topAt,
      Codes codes,
      int groups,
      int zero,
      float[] tile) {
    for (int word = 0; word < 4 * groups; word++) {
      int g = word / 4;
      int i = word % 4;
      for (int row = 0; row < Bands.ROWS; row += Width.LENGTH) {
        IntVector low = load(w, at + codes.at[g] + WORD * i + 4 * row);
        IntVector high = load(top, topAt + codes.topAt[g] + WORD * i + 4 * row);
        for (int b = 0; b < 2; b++) {
          IntVector code = low.lanewise(LSHR, codes.shift[g] + 8 * b).and(codes.mask * BOTH);
          IntVector upper = high.lanewise(LSHR, codes.topShift[g] + 8 * b);
          code = code.or(upper.and(codes.topMask * BOTH).lanewise(LSHL, codes.topPlace));
          ShortVector q = code.reinterpretAsShorts().sub((short) zero);
          q.reinterpretAsFloats().intoArray(tile, (2 * word + b) * Bands.ROWS + row);
        }
      }
    }
  }

  /** Signed bytes as floats, {@code tile[value, row]}. */
  static void bytes(MemorySegment w, long at, Codes codes, int groups, float[] tile) {
    for (int word = 0; word < 4 * groups; word++) {
      long from = at + codes.at[word / 4] + WORD * (word % 4);
      for (int row = 0; row < Bands.ROWS; row += Width.LENGTH) {
        IntVector four = load(w, from + 4 * row);
        for (int b = 0; b < 4; b++) {
          IntVector code = four.lanewise(LSHL, 24 - 8 * b).lanewise(ASHR, 24);
          ((FloatVector) code.convert(I2F, 0)).intoArray(tile, (4 * word + b) * Bands.ROWS + row);
        }
      }
    }
  }

  /**
   * Upper bits that lie together in one word per block, spread: bit {@code j} to byte {@code j}.
   */
  static void spread(MemorySegment w, long at, int step, int blocks, MemorySegment target) {
    for (int b = 0; b < blocks; b++) {
      for (int row = 0; row < Bands.ROWS; row += Width.LENGTH) {
        IntVector bits = load(w, at + (long) b * step + 4 * row);
        for (int i = 0; i < 8; i++) {
          IntVector four = bits.lanewise(LSHR, 4 * i).and(15).mul(SPREAD).and(BITS);
          four.intoMemorySegment(target, (8L * b + i) * WORD + 4 * row, ByteOrder.LITTLE_ENDIAN);
        }
      }
    }
  }

  private static IntVector load(MemorySegment w, long at) {
    return IntVector.fromMemorySegment(Width.INTS, w, at, ByteOrder.LITTLE_ENDIAN);
  }
}
