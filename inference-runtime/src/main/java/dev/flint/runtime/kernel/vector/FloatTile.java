package dev.flint.runtime.kernel.vector;

import static dev.flint.runtime.kernel.vector.Width.NARROW;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Two rows times four columns of floats, sixteen lanes each, in registers. */
final class FloatTile {
  private static final VectorSpecies<Float> FLOATS = NARROW.withLanes(float.class);
  private static final int N = NARROW.length();
  private static final int LANES = Lanes.COUNT;

  private FloatTile() {}

  /**
   * Goes on in lanes that begin at {@code to} for the first row, at {@code next} for the second, a
   * column after the other.
   *
   * @param w rows, from {@code a} and {@code b} on
   * @param x columns, from {@code at} on, each {@code step} after the other
   * @param count a multiple of sixteen
   */
  static void of(
      float[] w,
      int a,
      int b,
      float[] x,
      int at,
      int step,
      int count,
      float[] lanes,
      int to,
      int next) {
    for (int i = 0; i < LANES; i += N) {
      FloatVector s00 = FloatVector.fromArray(FLOATS, lanes, to + i);
      FloatVector s01 = FloatVector.fromArray(FLOATS, lanes, to + i + LANES);
      FloatVector s02 = FloatVector.fromArray(FLOATS, lanes, to + i + 2 * LANES);
      FloatVector s03 = FloatVector.fromArray(FLOATS, lanes, to + i + 3 * LANES);
      FloatVector s10 = FloatVector.fromArray(FLOATS, lanes, next + i);
      FloatVector s11 = FloatVector.fromArray(FLOATS, lanes, next + i + LANES);
      FloatVector s12 = FloatVector.fromArray(FLOATS, lanes, next + i + 2 * LANES);
      FloatVector s13 = FloatVector.fromArray(FLOATS, lanes, next + i + 3 * LANES);
      for (int k = i; k < count; k += LANES) {
        FloatVector w0 = FloatVector.fromArray(FLOATS, w, a + k);
        FloatVector w1 = FloatVector.fromArray(FLOATS, w, b + k);
        FloatVector x0 = FloatVector.fromArray(FLOATS, x, at + k);
        s00 = w0.fma(x0, s00);
        s10 = w1.fma(x0, s10);
        FloatVector x1 = FloatVector.fromArray(FLOATS, x, at + k + step);
        s01 = w0.fma(x1, s01);
        s11 = w1.fma(x1, s11);
        FloatVector x2 = FloatVector.fromArray(FLOATS, x, at + k + 2 * step);
        s02 = w0.fma(x2, s02);
        s12 = w1.fma(x2, s12);
        FloatVector x3 = FloatVector.fromArray(FLOATS, x, at + k + 3 * step);
        s03 = w0.fma(x3, s03);
        s13 = w1.fma(x3, s13);
      }
      s00.intoArray(lanes, to + i);
      s01.intoArray(lanes, to + i + LANES);
      s02.intoArray(lanes, to + i + 2 * LANES);
      s03.intoArray(lanes, to + i + 3 * LANES);
      s10.intoArray(lanes, next + i);
      s11.intoArray(lanes, next + i + LANES);
      s12.intoArray(lanes, next + i + 2 * LANES);
      s13.intoArray(lanes, next + i + 3 * LANES);
    }
  }
}
