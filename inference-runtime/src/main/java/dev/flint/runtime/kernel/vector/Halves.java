package dev.flint.runtime.kernel.vector;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.OR;
import static jdk.incubator.vector.VectorOperators.S2I;
import static jdk.incubator.vector.VectorOperators.XOR;

import dev.flint.runtime.kernel.Bands;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;

/**
 * Half precision to single, without an instruction for it: exponent and fraction move into place, a
 * multiplication by 2^112 mends the exponent, subnormals included; infinity and not-a-number get
 * theirs back.
 */
final class Halves {
  static final int MAGNITUDE = 0x7fff;
  static final int MOVE = 13;
  static final float MEND = 0x1p112f;
  static final int SPECIAL = 0x7c00 << MOVE;
  static final int LARGEST = 0x7f800000;
  static final int SIGN = 0x80000000;

  private Halves() {}

  /** One half per row and block: {@code out[block, row]}. */
  static void one(MemorySegment w, long at, int step, int count, float[] out) {
    for (int b = 0; b < count; b++) {
      for (int row = 0; row < Bands.ROWS; row += Width.LENGTH) {
        IntVector h =
            (IntVector)
                ShortVector.fromMemorySegment(
                        Width.HALVES, w, at + (long) b * step + 2 * row, ByteOrder.LITTLE_ENDIAN)
                    .convertShape(S2I, Width.INTS, 0);
        IntVector m = h.and(MAGNITUDE).lanewise(LSHL, MOVE);
        IntVector bits = m.reinterpretAsFloats().mul(MEND).reinterpretAsInts();
        bits = bits.lanewise(OR, LARGEST, m.compare(GE, SPECIAL)).or(h.and(SIGN));
        bits.reinterpretAsFloats().intoArray(out, b * Bands.ROWS + row);
      }
    }
  }

  /**
   * Two halves per row and block, from words: the scale below, the minimum above.
   *
   * @param flip sign to turn in the minimum: {@link #SIGN} or 0
   */
  static void two(
      MemorySegment w, long at, int step, int count, int flip, float[] out, float[] min) {
    for (int b = 0; b < count; b++) {
      for (int row = 0; row < Bands.ROWS; row += Width.LENGTH) {
        IntVector both =
            IntVector.fromMemorySegment(
                Width.INTS, w, at + (long) b * step + 4 * row, ByteOrder.LITTLE_ENDIAN);
        IntVector m = both.and(MAGNITUDE).lanewise(LSHL, MOVE);
        IntVector bits = m.reinterpretAsFloats().mul(MEND).reinterpretAsInts();
        bits = bits.lanewise(OR, LARGEST, m.compare(GE, SPECIAL));
        bits = bits.or(both.lanewise(LSHL, 16).and(SIGN));
        bits.reinterpretAsFloats().intoArray(out, b * Bands.ROWS + row);
        m = both.lanewise(ASHR, 16).and(MAGNITUDE).lanewise(LSHL, MOVE);
        bits = m.reinterpretAsFloats().mul(MEND).reinterpretAsInts();
        bits = bits.lanewise(OR, LARGEST, m.compare(GE, SPECIAL)).or(both.and(SIGN));
        bits.lanewise(XOR, flip).reinterpretAsFloats().intoArray(min, b * Bands.ROWS + row);
      }
    }
  }
}
