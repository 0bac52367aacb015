package dev.flint.runtime.kernel.vector;

import static dev.flint.runtime.kernel.Bands.ROWS;
import static dev.flint.runtime.kernel.vector.Width.NARROW;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Dot products of one column with signed bytes: two products fit a short, then they widen. As
 * {@link NibbleDots} otherwise.
 */
final class ByteDots {
  private static final VectorSpecies<Float> FLOATS = NARROW.withLanes(float.class);
  private static final int N = NARROW.length();

  private ByteDots() {}

  /** Two vectors of rows from {@code row} on: {@code out[group, row]}, exact integers. */
  static void of(
      MemorySegment w,
      long at,
      int row,
      Codes codes,
      int groups,
      float[] x,
      int pair,
      float[] out) {
    for (int g = 0; g < groups; g++) {
      IntVector s0 = IntVector.zero(NARROW);
      IntVector s1 = IntVector.zero(NARROW);
      long word = at + codes.at[g] + 4 * row;
      int p = pair + 8 * g;
      for (int round = 8; round != 0; round >>= 1) {
        ShortVector x0 = FloatVector.broadcast(FLOATS, x[p]).reinterpretAsShorts();
        ShortVector x1 = FloatVector.broadcast(FLOATS, x[p + 1]).reinterpretAsShorts();
        IntVector v = IntVector.fromMemorySegment(NARROW, w, word, LITTLE_ENDIAN);
        ShortVector even = v.lanewise(LSHL, 8).reinterpretAsShorts().lanewise(ASHR, 8);
        ShortVector odd = v.reinterpretAsShorts().lanewise(ASHR, 8);
        v = even.mul(x0).add(odd.mul(x1)).reinterpretAsInts();
        s0 = s0.add(v.lanewise(LSHL, 16).lanewise(ASHR, 16)).add(v.lanewise(ASHR, 16));
        v = IntVector.fromMemorySegment(NARROW, w, word + 4 * N, LITTLE_ENDIAN);
        even = v.lanewise(LSHL, 8).reinterpretAsShorts().lanewise(ASHR, 8);
        odd = v.reinterpretAsShorts().lanewise(ASHR, 8);
        v = even.mul(x0).add(odd.mul(x1)).reinterpretAsInts();
        s1 = s1.add(v.lanewise(LSHL, 16).lanewise(ASHR, 16)).add(v.lanewise(ASHR, 16));
        word += 4 * ROWS;
        p += 2;
      }
      int to = g * ROWS + row;
      ((FloatVector) s0.convert(I2F, 0)).intoArray(out, to);
      ((FloatVector) s1.convert(I2F, 0)).intoArray(out, to + N);
    }
  }
}
