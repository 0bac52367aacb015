package dev.flint.runtime.kernel.vector;

import static dev.flint.runtime.kernel.Bands.ROWS;
import static dev.flint.runtime.kernel.vector.Width.NARROW;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Dot products of one column with codes of up to six bits, those above out of a second word. As
 * {@link NibbleDots}, one group at a time.
 */
final class PlaneDots {
  private static final VectorSpecies<Float> FLOATS = NARROW.withLanes(float.class);
  private static final int N = NARROW.length();

  private PlaneDots() {}

  /**
   * Two vectors of rows from {@code row} on: {@code out[group, row]}, exact integers.
   *
   * @param top where the upper bits lie
   */
  static void of(
      MemorySegment w,
      long at,
      MemorySegment top,
      long topAt,
      int row,
      Codes codes,
      int zero,
      int groups,
      float[] x,
      int pair,
      int sum,
      float[] out) {
    IntVector mask = IntVector.broadcast(NARROW, codes.mask * 0x00010001);
    IntVector upper = IntVector.broadcast(NARROW, codes.topMask * 0x00010001);
    int place = codes.topPlace;
    for (int g = 0; g < groups; g++) {
      ShortVector s0 =
          FloatVector.broadcast(FLOATS, x[sum + g]).reinterpretAsShorts().mul((short) -zero);
      ShortVector s1 = s0;
      long word = at + codes.at[g] + 4 * row;
      long above = topAt + codes.topAt[g] + 4 * row;
      int shift = codes.shift[g];
      int topShift = codes.topShift[g];
      int p = pair + 8 * g;
      for (int round = 8; round != 0; round >>= 1) {
        ShortVector x0 = FloatVector.broadcast(FLOATS, x[p]).reinterpretAsShorts();
        ShortVector x1 = FloatVector.broadcast(FLOATS, x[p + 1]).reinterpretAsShorts();
        IntVector v = IntVector.fromMemorySegment(NARROW, w, word, LITTLE_ENDIAN);
        v = v.lanewise(LSHR, shift);
        IntVector t = IntVector.fromMemorySegment(NARROW, top, above, LITTLE_ENDIAN);
        t = t.lanewise(LSHR, topShift);
        IntVector code = v.and(mask).or(t.and(upper).lanewise(LSHL, place));
        s0 = s0.add(code.reinterpretAsShorts().mul(x0));
        t = t.lanewise(LSHR, 8).and(upper).lanewise(LSHL, place);
        code = v.lanewise(LSHR, 8).and(mask).or(t);
        s0 = s0.add(code.reinterpretAsShorts().mul(x1));
        v = IntVector.fromMemorySegment(NARROW, w, word + 4 * N, LITTLE_ENDIAN);
        v = v.lanewise(LSHR, shift);
        t = IntVector.fromMemorySegment(NARROW, top, above + 4 * N, LITTLE_ENDIAN);
        t = t.lanewise(LSHR, topShift);
        code = v.and(mask).or(t.and(upper).lanewise(LSHL, place));
        s1 = s1.add(code.reinterpretAsShorts().mul(x0));
        t = t.lanewise(LSHR, 8).and(upper).lanewise(LSHL, place);
        code = v.lanewise(LSHR, 8).and(mask).or(t);
        s1 = s1.add(code.reinterpretAsShorts().mul(x1));
        word += 4 * ROWS;
        above += 4 * ROWS;
        p += 2;
      }
      int to = g * ROWS + row;
      IntVector i;
      i = s0.reinterpretAsInts();
      i = i.lanewise(LSHL, 16).lanewise(ASHR, 16).add(i.lanewise(ASHR, 16));
      ((FloatVector) i.convert(I2F, 0)).intoArray(out, to);
      i = s1.reinterpretAsInts();
      i = i.lanewise(LSHL, 16).lanewise(ASHR, 16).add(i.lanewise(ASHR, 16));
      ((FloatVector) i.convert(I2F, 0)).intoArray(out, to + N);
    }
  }
}
