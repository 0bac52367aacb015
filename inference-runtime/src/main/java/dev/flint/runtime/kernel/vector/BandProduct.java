package dev.flint.runtime.kernel.vector;

import dev.flint.runtime.kernel.Activations;
import dev.flint.runtime.kernel.Bands;
import dev.flint.runtime.kernel.Tensor;

/** Quantised weights times quantised activations: a band of sixteen rows in lanes. */
final class BandProduct {
  /** Bands that share one pass over the columns. */
  private static final int BANDS = 4;

  private BandProduct() {}

  static void rows(
      Tensor weights,
      Codes codes,
      int slice,
      Activations x,
      int from,
      int to,
      float[] out,
      int stride,
      Scratch s) {
    float[] form = Form.workspace(x);
    for (int row = from; row < to; row += BANDS * Bands.ROWS) {
      int last = Math.min(to, row + BANDS * Bands.ROWS);
      if (Form.many(x)) {
        tiles(weights, codes, slice, x, form, row, last, out, stride, s);
      } else {
        columns(weights, codes, slice, x, form, row, last, out, stride, s);
      }
    }
  }

  private static void columns(
      Tensor weights,
      Codes codes,
      int slice,
      Activations x,
      float[] form,
      int from,
      int to,
      float[] out,
      int stride,
      Scratch s) {
    int blocks = weights.cols() / codes.blockLength;
    int most = Codes.STRETCH / codes.blockLength;
    for (int row = from; row < to; row += Bands.ROWS) {
      float[] acc = s.results(x.columns() * Bands.ROWS);
      for (int b = 0; b < blocks; b += most) {
        int count = Math.min(most, blocks - b);
        s.stretch.go(weights, codes, slice, row / Bands.ROWS, b, count);
        for (int c = 0; c < x.columns(); c++) {
          s.stretch.column(codes, x, form, c, acc, c * Bands.ROWS);
        }
      }
      copy(acc, 0, x.columns(), out, stride, row, Math.min(to, row + Bands.ROWS));
    }
  }

  private static void tiles(
      Tensor weights,
      Codes codes,
      int slice,
      Activations x,
      float[] form,
      int from,
      int to,
      float[] out,
      int stride,
      Scratch s) {
    int blocks = weights.cols() / codes.blockLength;
    int most = Codes.STRETCH / codes.blockLength;
    int fours = (x.columns() + Form.FOUR - 1) / Form.FOUR;
    int band = fours * Form.FOUR * Bands.ROWS;
    float[] acc = s.results(BANDS * band);
    for (int b = 0; b < blocks; b += most) {
      int count = Math.min(most, blocks - b);
      for (int row = from; row < to; row += Bands.ROWS) {
        s.stretch.go(weights, codes, slice, row / Bands.ROWS, b, count);
        s.stretch.unpack(codes);
        int at = (row - from) / Bands.ROWS * band;
        for (int f = 0; f < fours; f++) {
          s.stretch.four(codes, x, form, f, acc, at + f * Form.FOUR * Bands.ROWS);
        }
      }
    }
    for (int row = from; row < to; row += Bands.ROWS) {
      int at = (row - from) / Bands.ROWS * band;
      copy(acc, at, x.columns(), out, stride, row, Math.min(to, row + Bands.ROWS));
    }
  }

  private static void copy(
      float[] acc, int at, int columns, float[] out, int stride, int row, int last) {
    for (int c = 0; c < columns; c++) {
      System.arraycopy(acc, at + c * Bands.ROWS, out, c * stride + row, last - row);
    }
  }
}
