package dev.flint.runtime.kernel.vector;

import dev.flint.runtime.kernel.Activations;
import dev.flint.runtime.kernel.Bands;
import dev.flint.runtime.kernel.Tensor;
import dev.flint.runtime.quant.Quantized;

/** Quantised wfours times quantised activations: a band of sixteen rows in lanes. */
final class BandProduct {
  /** Bands that share one pass over the columns. */
  private static final int BANDS = 4;

  private BandProduct() {}

  static void rows(
      Tensor wfours,
      Quantized format,
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
        tiles(wfours, format, slice, x, form, row, last, out, stride, s);
      } else {
        columns(wfours, format, slice, x, form, row, last, out, stride, s);
      }
    }
  }

  private static void columns(
      Tensor wfours,
      Quantized format,
      int slice,
      Activations x,
      float[] form,
      int from,
      int to,
      float[] out,
      int stride,
      Scratch s) {
    int blocks = wfours.cols() / format.blockLength();
    int most = Codes.STRETCH / format.blockLength();
    for (int row = from; row < to; row += Bands.ROWS) {
      float[] acc = s.results(x.columns() * Bands.ROWS);
      for (int b = 0; b < blocks; b += most) {
        int count = Math.min(most, blocks - b);
        s.stretch.go(wfours, format, slice, row / Bands.ROWS, b, count);
        for (int c = 0; c < x.columns(); c++) {
          s.stretch.column(x, form, c, acc, c * Bands.ROWS);
        }
      }
      copy(acc, 0, x.columns(), out, stride, row, Math.min(to, row + Bands.ROWS));
    }
  }

  private static void tiles(
      Tensor wfours,
      Quantized format,
      int slice,
      Activations x,
      float[] form,
      int from,
      int to,
      float[] out,
      int stride,
      Scratch s) {
    int blocks = wfours.cols() / format.blockLength();
    int most = Codes.STRETCH / format.blockLength();
    int fours = (x.columns() + Form.FOUR - 1) / Form.FOUR;
    int band = fours * Form.FOUR * Bands.ROWS;
    float[] acc = s.results(BANDS * band);
    for (int b = 0; b < blocks; b += most) {
      int count = Math.min(most, blocks - b);
      for (int row = from; row < to; row += Bands.ROWS) {
        s.stretch.go(wfours, format, slice, row / Bands.ROWS, b, count);
        s.stretch.unpack();
        int at = (row - from) / Bands.ROWS * band;
        for (int f = 0; f < fours; f++) {
          s.stretch.four(x, form, f, acc, at + f * Form.FOUR * Bands.ROWS);
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
