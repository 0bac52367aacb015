package dev.flint.runtime.kernel.vector;

import dev.flint.runtime.kernel.Activations;
import dev.flint.runtime.kernel.Tensor;
import dev.flint.runtime.quant.BF16;
import dev.flint.runtime.quant.F16;
import dev.flint.runtime.quant.Format;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** Weights that are floats, times floats, in sixteen lanes. One per thread. */
final class FloatProduct {
  /** From this many columns on, a tile of floats pays for itself. */
  private static final int MANY = 3;

  /** Rows and values of a tile that stays in the nearest cache. */
  private static final int ROWS = 8;

  private static final int VALUES = 512;

  /** From one run to the next: no power of two, or all would compete for the same cache lines. */
  private static final int RUN = VALUES + Lanes.COUNT;

  /** Rows and columns that share copies and sums in the next cache. */
  private static final int ALL = 64;

  private static final int COLUMNS = 64;
  private static final int FOUR = 4;

  private final float[] tile = new float[ROWS * RUN];
  private final short[] halves = new short[VALUES];
  private final float[] lane = new float[Lanes.COUNT];
  private final float[] inputs = new float[COLUMNS * RUN];
  private final float[] lanes = new float[ALL * step(COLUMNS)];

  void rows(Tensor weights, int slice, Activations x, int from, int to, float[] out, int stride) {
    if (x.columns() < MANY) {
      for (int row = from; row < to; row++) {
        for (int c = 0; c < x.columns(); c++) {
          out[c * stride + row] =
              dot(weights, weights.rowOffset(slice, row), x.values, c * x.width());
        }
      }
      return;
    }
    for (int row = from; row < to; row += ALL) {
      for (int c = 0; c < x.columns(); c += COLUMNS) {
        int rows = Math.min(ALL, to - row);
        tiles(weights, slice, x, row, rows, c, Math.min(COLUMNS, x.columns() - c), out, stride);
      }
    }
  }

  private float dot(Tensor weights, long at, float[] x, int xAt) {
    int whole = weights.cols() - weights.cols() % Lanes.COUNT;
    MemorySegment w = weights.data();
    Format format = weights.format();
    if (format instanceof F16) {
      if (!FloatDots.halves(w, at, whole, x, xAt, lane)) {
        slow(format, w, at, whole, x, xAt);
      }
    } else if (format instanceof BF16) {
      FloatDots.uppers(w, at, whole, x, xAt, lane);
    } else {
      FloatDots.singles(w, at, whole, x, xAt, lane);
    }
    int rest = weights.cols() - whole;
    Rows.read(format, w, at + format.bytes(whole), halves, tile, 0, rest);
    for (int i = 0; i < rest; i++) {
      lane[i] = Math.fma(tile[i], x[xAt + whole + i], lane[i]);
    }
    return Lanes.fold(lane, 0);
  }

  private void slow(Format format, MemorySegment w, long at, int count, float[] x, int xAt) {
    Arrays.fill(lane, 0f);
    for (int k = 0; k < count; k += VALUES) {
      int some = Math.min(VALUES, count - k);
      Rows.read(format, w, at + format.bytes(k), halves, tile, 0, some);
      for (int i = 0; i < some; i++) {
        lane[i % Lanes.COUNT] = Math.fma(tile[i], x[xAt + k + i], lane[i % Lanes.COUNT]);
      }
    }
  }

  private void tiles(
      Tensor weights,
      int slice,
      Activations x,
      int row,
      int rows,
      int column,
      int columns,
      float[] out,
      int stride) {
    Format format = weights.format();
    int cols = weights.cols();
    Arrays.fill(lanes, 0, rows * step(columns), 0f);
    for (int k = 0; k < cols; k += VALUES) {
      int some = Math.min(VALUES, cols - k);
      for (int c = 0; c < columns; c++) {
        System.arraycopy(x.values, (column + c) * x.width() + k, inputs, c * RUN, some);
      }
      for (int r = 0; r < rows; r += ROWS) {
        int count = Math.min(ROWS, rows - r);
        for (int i = 0; i < count; i++) {
          long at = weights.rowOffset(slice, row + r + i) + format.bytes(k);
          Rows.read(format, weights.data(), at, halves, tile, i * RUN, some);
        }
        block(r * step(columns), count, columns, some);
      }
    }
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        out[(column + c) * stride + row + r] =
            Lanes.fold(lanes, r * step(columns) + c * Lanes.COUNT);
      }
    }
  }

  /** Lanes of a row of whole fours of columns, likewise no power of two. */
  private static int step(int columns) {
    return ((columns + FOUR - 1) / FOUR * FOUR + 1) * Lanes.COUNT;
  }

  /** A few rows times all columns, a run of values; the lanes of the first begin at {@code to}. */
  private void block(int to, int count, int columns, int some) {
    int whole = some - some % Lanes.COUNT;
    int step = step(columns);
    for (int c = 0; c < columns; c += FOUR) {
      for (int r = 0; r < count; r += 2) {
        int next = Math.min(r + 1, count - 1);
        int lane = to + c * Lanes.COUNT;
        FloatTile.of(
            tile,
            r * RUN,
            next * RUN,
            inputs,
            c * RUN,
            RUN,
            whole,
            lanes,
            lane + r * step,
            lane + next * step);
      }
    }
    for (int r = 0; r < count; r++) {
      for (int c = 0; whole < some && c < columns; c++) {
        int lane = to + r * step + c * Lanes.COUNT;
        for (int i = whole; i < some; i++) {
          int at = lane + i - whole;
          lanes[at] = Math.fma(tile[r * RUN + i], inputs[c * RUN + i], lanes[at]);
        }
      }
    }
  }
}
