package dev.flint.runtime.kernel.vector;

import static dev.flint.runtime.kernel.Bands.ROWS;
import static dev.flint.runtime.kernel.vector.Width.NARROW;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A tile of bytes held as floats times four columns of the same: sums below 2^24 are exact. As
 * {@link PairTile}.
 */
final class ByteTile {
  private static final int STEP = PairTile.STEP;
  private static final VectorSpecies<Float> FLOATS = NARROW.withLanes(float.class);
  private static final int N = NARROW.length();

  private ByteTile() {}

  /** Two vectors of rows from {@code row} on: {@code f[column, group, row]}. */
  static void of(float[] tile, int row, int groups, float[] x, int at, float[] f) {
    for (int g = 0; g < groups; g++) {
      FloatVector s00 = FloatVector.zero(FLOATS);
      FloatVector s01 = FloatVector.zero(FLOATS);
      FloatVector s10 = FloatVector.zero(FLOATS);
      FloatVector s11 = FloatVector.zero(FLOATS);
      FloatVector s20 = FloatVector.zero(FLOATS);
      FloatVector s21 = FloatVector.zero(FLOATS);
      FloatVector s30 = FloatVector.zero(FLOATS);
      FloatVector s31 = FloatVector.zero(FLOATS);
      for (int k = 0; k < 16; k++) {
        FloatVector w0 = FloatVector.fromArray(FLOATS, tile, row + (16 * g + k) * ROWS);
        FloatVector w1 = FloatVector.fromArray(FLOATS, tile, row + (16 * g + k) * ROWS + N);
        FloatVector x0 = FloatVector.broadcast(FLOATS, x[at + (16 * g + k) * 4]);
        s00 = w0.fma(x0, s00);
        s01 = w1.fma(x0, s01);
        FloatVector x1 = FloatVector.broadcast(FLOATS, x[at + (16 * g + k) * 4 + 1]);
        s10 = w0.fma(x1, s10);
        s11 = w1.fma(x1, s11);
        FloatVector x2 = FloatVector.broadcast(FLOATS, x[at + (16 * g + k) * 4 + 2]);
        s20 = w0.fma(x2, s20);
        s21 = w1.fma(x2, s21);
        FloatVector x3 = FloatVector.broadcast(FLOATS, x[at + (16 * g + k) * 4 + 3]);
        s30 = w0.fma(x3, s30);
        s31 = w1.fma(x3, s31);
      }
      int to = g * ROWS + row;
      s00.intoArray(f, to);
      s01.intoArray(f, to + N);
      s10.intoArray(f, to + STEP);
      s11.intoArray(f, to + STEP + N);
      s20.intoArray(f, to + 2 * STEP);
      s21.intoArray(f, to + 2 * STEP + N);
      s30.intoArray(f, to + 3 * STEP);
      s31.intoArray(f, to + 3 * STEP + N);
    }
  }
}
