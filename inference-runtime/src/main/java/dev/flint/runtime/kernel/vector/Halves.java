package dev.flint.runtime.kernel.vector;

import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.S2I;
import static jdk.incubator.vector.VectorOperators.XOR;

import dev.flint.runtime.kernel.Bands;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;

/**
 * Half precision to single, without an instruction for it: exponent and fraction move into place
 * and the exponent's bias is mended, twice for infinity and not-a-number; subnormals are what is
 * left of a number with the smallest exponent when that is taken away. No operand is subnormal,
 * which would be slow.
 */
final class Halves {
  static final int MAGNITUDE = 0x7fff;
  static final int MOVE = 13;
  private static final int BIAS = 112 << 23;
  private static final int NORMAL = 1 << 23;
  private static final int SMALL = BIAS + NORMAL;
  private static final float SMALLEST = 0x1p-14f;
  static final int SPECIAL = 0x7c00 << MOVE;
  static final int SIGN = 0x80000000;

  private Halves() {}

  /** One half per row and block: {@code out[block, row]}; at most 31 blocks. */
  static void one(MemorySegment w, long at, int step, int count, float[] out) {
    int to = 0;
    for (int round = (1 << count) - 1; round != 0; round >>>= 1) {
      for (int row = 0; row < Bands.ROWS; row += Width.LENGTH) {
        IntVector h =
            (IntVector)
                ShortVector.fromMemorySegment(
                        Width.HALVES, w, at + 2 * row, ByteOrder.LITTLE_ENDIAN)
                    .convertShape(S2I, Width.INTS, 0);
        IntVector m = h.and(MAGNITUDE).lanewise(LSHL, MOVE);
        IntVector bits = m.add(BIAS).add(BIAS, m.compare(GE, SPECIAL));
        IntVector small = m.add(SMALL).reinterpretAsFloats().sub(SMALLEST).reinterpretAsInts();
        bits = bits.blend(small, m.compare(LT, NORMAL)).or(h.and(SIGN));
        bits.reinterpretAsFloats().intoArray(out, to + row);
      }
      at += step;
      to += Bands.ROWS;
    }
  }

  /**
   * One half of a word per row and block.
   *
   * @param shift of the word to the left, so that the half stands above
   * @param flip sign to turn: {@link #SIGN} or 0
   */
  static void word(
      MemorySegment w, long at, int step, int count, int shift, int flip, float[] out) {
    int to = 0;
    for (int round = (1 << count) - 1; round != 0; round >>>= 1) {
      for (int row = 0; row < Bands.ROWS; row += Width.LENGTH) {
        IntVector h =
            IntVector.fromMemorySegment(Width.INTS, w, at + 4 * row, ByteOrder.LITTLE_ENDIAN)
                .lanewise(LSHL, shift);
        IntVector m = h.and(0x7fff0000).lanewise(LSHR, 16 - MOVE);
        IntVector bits = m.add(BIAS).add(BIAS, m.compare(GE, SPECIAL));
        IntVector small = m.add(SMALL).reinterpretAsFloats().sub(SMALLEST).reinterpretAsInts();
        bits = bits.blend(small, m.compare(LT, NORMAL));
        bits.or(h.and(SIGN)).lanewise(XOR, flip).reinterpretAsFloats().intoArray(out, to + row);
      }
      at += step;
      to += Bands.ROWS;
    }
  }
}
