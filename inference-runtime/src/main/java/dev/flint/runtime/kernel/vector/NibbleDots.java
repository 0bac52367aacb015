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
 * Dot products of one column with codes of which a byte holds two: a word of eight codes is two
 * shorts, each of them four codes, and meets four pairs of activations. Sixteen products join in a
 * short without overflow; what is taken off the codes is counted in from the beginning.
 *
 * <p>The rounds of the inner loop are counted by a bit that moves, which the compiler does not take
 * for a loop to unroll, or it would run out of registers.
 */
final class NibbleDots {
  private static final VectorSpecies<Float> FLOATS = NARROW.withLanes(float.class);
  private static final int N = NARROW.length();

  /** In an array, so that it stays in a register. */
  private static final int[] MASK = filled(0x000f000f);

  private NibbleDots() {}

  static int[] filled(int value) {
    int[] mask = new int[ROWS];
    java.util.Arrays.fill(mask, value);
    return mask;
  }

  /**
   * Two vectors of rows from {@code row} on: {@code out[group, row]}, exact integers.
   *
   * @param at of the stretch in {@code w}
   * @param groups of sixteen
   * @param x pairs from {@code pair} on, their sums from {@code sum} on
   */
  static void of(
      MemorySegment w,
      long at,
      int row,
      Codes codes,
      int zero,
      int groups,
      float[] x,
      int pair,
      int sum,
      float[] out) {
    IntVector mask = IntVector.fromArray(NARROW, MASK, 0);
    int later = codes.nibbles;
    for (int r = 0; r < groups / 2; r++) {
      int g = codes.lower[r];
      ShortVector low0 =
          FloatVector.broadcast(FLOATS, x[sum + g]).reinterpretAsShorts().mul((short) -zero);
      ShortVector high0 =
          FloatVector.broadcast(FLOATS, x[sum + g + later])
              .reinterpretAsShorts()
              .mul((short) -zero);
      ShortVector low1 = low0;
      ShortVector high1 = high0;
      long word = at + codes.at[g] + 4 * row;
      int p = pair + 8 * g;
      for (int round = 8; round != 0; round >>= 1) {
        ShortVector x0 = FloatVector.broadcast(FLOATS, x[p]).reinterpretAsShorts();
        ShortVector x1 = FloatVector.broadcast(FLOATS, x[p + 1]).reinterpretAsShorts();
        ShortVector x2 = FloatVector.broadcast(FLOATS, x[p + 8 * later]).reinterpretAsShorts();
        ShortVector x3 = FloatVector.broadcast(FLOATS, x[p + 8 * later + 1]).reinterpretAsShorts();
        IntVector v = IntVector.fromMemorySegment(NARROW, w, word, LITTLE_ENDIAN);
        low0 = low0.add(v.and(mask).reinterpretAsShorts().mul(x0));
        low0 = low0.add(v.lanewise(LSHR, 8).and(mask).reinterpretAsShorts().mul(x1));
        high0 = high0.add(v.lanewise(LSHR, 4).and(mask).reinterpretAsShorts().mul(x2));
        high0 = high0.add(v.lanewise(LSHR, 12).and(mask).reinterpretAsShorts().mul(x3));
        v = IntVector.fromMemorySegment(NARROW, w, word + 4 * N, LITTLE_ENDIAN);
        low1 = low1.add(v.and(mask).reinterpretAsShorts().mul(x0));
        low1 = low1.add(v.lanewise(LSHR, 8).and(mask).reinterpretAsShorts().mul(x1));
        high1 = high1.add(v.lanewise(LSHR, 4).and(mask).reinterpretAsShorts().mul(x2));
        high1 = high1.add(v.lanewise(LSHR, 12).and(mask).reinterpretAsShorts().mul(x3));
        word += 4 * ROWS;
        p += 2;
      }
      int to = g * ROWS + row;
      IntVector i;
      i = low0.reinterpretAsInts();
      i = i.add(i.lanewise(LSHL, 16)).lanewise(ASHR, 16);
      ((FloatVector) i.convert(I2F, 0)).intoArray(out, to);
      i = low1.reinterpretAsInts();
      i = i.add(i.lanewise(LSHL, 16)).lanewise(ASHR, 16);
      ((FloatVector) i.convert(I2F, 0)).intoArray(out, to + N);
      i = high0.reinterpretAsInts();
      i = i.add(i.lanewise(LSHL, 16)).lanewise(ASHR, 16);
      ((FloatVector) i.convert(I2F, 0)).intoArray(out, to + later * ROWS);
      i = high1.reinterpretAsInts();
      i = i.add(i.lanewise(LSHL, 16)).lanewise(ASHR, 16);
      ((FloatVector) i.convert(I2F, 0)).intoArray(out, to + later * ROWS + N);
    }
  }
}
