package dev.flint.runtime.kernel.vector;

import static dev.flint.runtime.kernel.Bands.ROWS;
import static dev.flint.runtime.kernel.vector.Width.NARROW;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A tile of pairs of short codes times four columns of pairs, in registers: eight products join in
 * a short, then widen. One step per round of the inner loop, no methods of our own: with longer
 * bodies the compiler loads early and runs out of registers, with calls it puts vectors into
 * objects.
 */
final class PairTile {
  /** From one column to the next in the sums. */
  static final int STEP = Codes.GROUPS * ROWS;

  private static final VectorSpecies<Float> FLOATS = NARROW.withLanes(float.class);
  private static final VectorSpecies<Short> SHORTS = NARROW.withLanes(short.class);
  private static final int N = NARROW.length();

  private PairTile() {}

  /**
   * Two vectors of rows from {@code row} on: {@code f[column, group, row]}, exact integers.
   *
   * @param x pairs of four columns, from {@code at} on
   */
  static void of(float[] tile, int row, int groups, float[] x, int at, float[] f) {
    for (int g = 0; g < groups; g++) {
      ShortVector s00 = ShortVector.zero(SHORTS);
      ShortVector s01 = ShortVector.zero(SHORTS);
      ShortVector s10 = ShortVector.zero(SHORTS);
      ShortVector s11 = ShortVector.zero(SHORTS);
      ShortVector s20 = ShortVector.zero(SHORTS);
      ShortVector s21 = ShortVector.zero(SHORTS);
      ShortVector s30 = ShortVector.zero(SHORTS);
      ShortVector s31 = ShortVector.zero(SHORTS);
      for (int k = 0; k < 8; k++) {
        ShortVector w0 =
            FloatVector.fromArray(FLOATS, tile, row + (8 * g + k) * ROWS).reinterpretAsShorts();
        ShortVector w1 =
            FloatVector.fromArray(FLOATS, tile, row + (8 * g + k) * ROWS + N).reinterpretAsShorts();
        ShortVector x0 =
            FloatVector.broadcast(FLOATS, x[at + (8 * g + k) * 4]).reinterpretAsShorts();
        s00 = s00.add(w0.mul(x0));
        s01 = s01.add(w1.mul(x0));
        ShortVector x1 =
            FloatVector.broadcast(FLOATS, x[at + (8 * g + k) * 4 + 1]).reinterpretAsShorts();
        s10 = s10.add(w0.mul(x1));
        s11 = s11.add(w1.mul(x1));
        ShortVector x2 =
            FloatVector.broadcast(FLOATS, x[at + (8 * g + k) * 4 + 2]).reinterpretAsShorts();
        s20 = s20.add(w0.mul(x2));
        s21 = s21.add(w1.mul(x2));
        ShortVector x3 =
            FloatVector.broadcast(FLOATS, x[at + (8 * g + k) * 4 + 3]).reinterpretAsShorts();
        s30 = s30.add(w0.mul(x3));
        s31 = s31.add(w1.mul(x3));
      }
      int to = g * ROWS + row;
      IntVector i;
      i = s00.reinterpretAsInts();
      i = i.lanewise(LSHL, 16).lanewise(ASHR, 16).add(i.lanewise(ASHR, 16));
      ((FloatVector) i.convert(I2F, 0)).intoArray(f, to);
      i = s01.reinterpretAsInts();
      i = i.lanewise(LSHL, 16).lanewise(ASHR, 16).add(i.lanewise(ASHR, 16));
      ((FloatVector) i.convert(I2F, 0)).intoArray(f, to + N);
      i = s10.reinterpretAsInts();
      i = i.lanewise(LSHL, 16).lanewise(ASHR, 16).add(i.lanewise(ASHR, 16));
      ((FloatVector) i.convert(I2F, 0)).intoArray(f, to + STEP);
      i = s11.reinterpretAsInts();
      i = i.lanewise(LSHL, 16).lanewise(ASHR, 16).add(i.lanewise(ASHR, 16));
      ((FloatVector) i.convert(I2F, 0)).intoArray(f, to + STEP + N);
      i = s20.reinterpretAsInts();
      i = i.lanewise(LSHL, 16).lanewise(ASHR, 16).add(i.lanewise(ASHR, 16));
      ((FloatVector) i.convert(I2F, 0)).intoArray(f, to + 2 * STEP);
      i = s21.reinterpretAsInts();
      i = i.lanewise(LSHL, 16).lanewise(ASHR, 16).add(i.lanewise(ASHR, 16));
      ((FloatVector) i.convert(I2F, 0)).intoArray(f, to + 2 * STEP + N);
      i = s30.reinterpretAsInts();
      i = i.lanewise(LSHL, 16).lanewise(ASHR, 16).add(i.lanewise(ASHR, 16));
      ((FloatVector) i.convert(I2F, 0)).intoArray(f, to + 3 * STEP);
      i = s31.reinterpretAsInts();
      i = i.lanewise(LSHL, 16).lanewise(ASHR, 16).add(i.lanewise(ASHR, 16));
      ((FloatVector) i.convert(I2F, 0)).intoArray(f, to + 3 * STEP + N);
    }
  }
}
