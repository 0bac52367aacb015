package dev.flint.runtime.kernel.vector;

import static dev.flint.runtime.kernel.Bands.ROWS;
import static dev.flint.runtime.kernel.vector.PairTile.STEP;
import static dev.flint.runtime.kernel.vector.Width.FLOATS;
import static dev.flint.runtime.kernel.vector.Width.LENGTH;

import jdk.incubator.vector.FloatVector;

/** {@link Finish} for four columns at once: four chains of additions run beside each other. */
final class FinishFour {
  private FinishFour() {}

  /**
   * Groups of 32: {@code acc[column, row] = fma(scale, fma(f', x', f * x), acc)}.
   *
   * @param f {@code [column, group, row]}
   * @param first group of 32, of so many to {@code last}
   * @param x scales of activations, {@code [group, column]} from {@code at} on
   */
  static void of32(
      float[] f, int first, int last, float[] x, int at, float[] scales, float[] acc, int to) {
    for (int row = 0; row < ROWS; row += LENGTH) {
      FloatVector a0 = FloatVector.fromArray(FLOATS, acc, to + row);
      FloatVector a1 = FloatVector.fromArray(FLOATS, acc, to + row + 16);
      FloatVector a2 = FloatVector.fromArray(FLOATS, acc, to + row + 32);
      FloatVector a3 = FloatVector.fromArray(FLOATS, acc, to + row + 48);
      for (int j = first; j < last; j++) {
        FloatVector scale = FloatVector.fromArray(FLOATS, scales, j * ROWS + row);
        int g = 2 * j * ROWS + row;
        int y = at + 8 * j;
        FloatVector t = FloatVector.fromArray(FLOATS, f, g).mul(x[y]);
        t =
            FloatVector.fromArray(FLOATS, f, g + ROWS)
                .fma(FloatVector.broadcast(FLOATS, x[y + 4]), t);
        a0 = scale.fma(t, a0);
        t = FloatVector.fromArray(FLOATS, f, g + STEP).mul(x[y + 1]);
        t =
            FloatVector.fromArray(FLOATS, f, g + ROWS + STEP)
                .fma(FloatVector.broadcast(FLOATS, x[y + 5]), t);
        a1 = scale.fma(t, a1);
        t = FloatVector.fromArray(FLOATS, f, g + 2 * STEP).mul(x[y + 2]);
        t =
            FloatVector.fromArray(FLOATS, f, g + ROWS + 2 * STEP)
                .fma(FloatVector.broadcast(FLOATS, x[y + 6]), t);
        a2 = scale.fma(t, a2);
        t = FloatVector.fromArray(FLOATS, f, g + 3 * STEP).mul(x[y + 3]);
        t =
            FloatVector.fromArray(FLOATS, f, g + ROWS + 3 * STEP)
                .fma(FloatVector.broadcast(FLOATS, x[y + 7]), t);
        a3 = scale.fma(t, a3);
      }
      a0.intoArray(acc, to + row);
      a1.intoArray(acc, to + row + 16);
      a2.intoArray(acc, to + row + 32);
      a3.intoArray(acc, to + row + 48);
    }
  }

  /** Groups of 16: {@code acc[column, row] = fma(scale, f * x, acc)}. */
  static void of16(float[] f, int groups, float[] x, int at, float[] scales, float[] acc, int to) {
    for (int row = 0; row < ROWS; row += LENGTH) {
      FloatVector a0 = FloatVector.fromArray(FLOATS, acc, to + row);
      FloatVector a1 = FloatVector.fromArray(FLOATS, acc, to + row + 16);
      FloatVector a2 = FloatVector.fromArray(FLOATS, acc, to + row + 32);
      FloatVector a3 = FloatVector.fromArray(FLOATS, acc, to + row + 48);
      for (int j = 0; j < groups; j++) {
        FloatVector scale = FloatVector.fromArray(FLOATS, scales, j * ROWS + row);
        int g = j * ROWS + row;
        int y = at + 4 * j;
        a0 = scale.fma(FloatVector.fromArray(FLOATS, f, g).mul(x[y]), a0);
        a1 = scale.fma(FloatVector.fromArray(FLOATS, f, g + STEP).mul(x[y + 1]), a1);
        a2 = scale.fma(FloatVector.fromArray(FLOATS, f, g + 2 * STEP).mul(x[y + 2]), a2);
        a3 = scale.fma(FloatVector.fromArray(FLOATS, f, g + 3 * STEP).mul(x[y + 3]), a3);
      }
      a0.intoArray(acc, to + row);
      a1.intoArray(acc, to + row + 16);
      a2.intoArray(acc, to + row + 32);
      a3.intoArray(acc, to + row + 48);
    }
  }

  /** Minima: {@code acc[column, row] = fma(min, u, acc)}, {@code u} as {@code x} above. */
  static void minima(int first, int last, float[] u, int at, float[] mins, float[] acc, int to) {
    for (int row = 0; row < ROWS; row += LENGTH) {
      FloatVector a0 = FloatVector.fromArray(FLOATS, acc, to + row);
      FloatVector a1 = FloatVector.fromArray(FLOATS, acc, to + row + 16);
      FloatVector a2 = FloatVector.fromArray(FLOATS, acc, to + row + 32);
      FloatVector a3 = FloatVector.fromArray(FLOATS, acc, to + row + 48);
      for (int j = first; j < last; j++) {
        FloatVector min = FloatVector.fromArray(FLOATS, mins, j * ROWS + row);
        int y = at + 4 * j;
        a0 = min.fma(FloatVector.broadcast(FLOATS, u[y]), a0);
        a1 = min.fma(FloatVector.broadcast(FLOATS, u[y + 1]), a1);
        a2 = min.fma(FloatVector.broadcast(FLOATS, u[y + 2]), a2);
        a3 = min.fma(FloatVector.broadcast(FLOATS, u[y + 3]), a3);
      }
      a0.intoArray(acc, to + row);
      a1.intoArray(acc, to + row + 16);
      a2.intoArray(acc, to + row + 32);
      a3.intoArray(acc, to + row + 48);
    }
  }

  /** The end of a block: {@code acc[column, row] = fma(d, total, acc)}; empties the totals. */
  static void block(float[] totals, float[] d, float[] acc, int to) {
    for (int row = 0; row < ROWS; row += LENGTH) {
      FloatVector factor = FloatVector.fromArray(FLOATS, d, row);
      for (int c = 0; c < 4 * ROWS; c += ROWS) {
        FloatVector total = FloatVector.fromArray(FLOATS, totals, c + row);
        FloatVector sum = FloatVector.fromArray(FLOATS, acc, to + c + row);
        factor.fma(total, sum).intoArray(acc, to + c + row);
        FloatVector.zero(FLOATS).intoArray(totals, c + row);
      }
    }
  }
}
