package dev.flint.runtime.kernel.vector;

import dev.flint.runtime.kernel.Activations;
import dev.flint.runtime.kernel.Tensor;
import dev.flint.runtime.quant.Quantized;
import jdk.incubator.vector.FloatVector;

/**
 * Quantised rows times many columns: as many rows as a vector has lanes are taken apart into floats
 * that hold integers, a lane a row, and used for every column. Sums of 16 products stay below 2^24,
 * so floats add them exactly.
 */
final class TileProduct {
  private TileProduct() {}

  static void rows(
      Tensor weights,
      Quantized format,
      int slice,
      Activations x,
      int from,
      int to,
      float[] out,
      int stride,
      Scratch scratch) {
    int whole = from + (to - from) / Width.LENGTH * Width.LENGTH;
    for (int row = from; row < whole; row += Width.LENGTH) {
      float[] sums = scratch.sums(x.columns() * Width.LENGTH);
      int blocks = weights.cols() / format.blockLength();
      for (int b = 0; b < blocks; b++) {
        transpose(weights, format, slice, row, b, scratch);
        for (int column = 0; column < x.columns(); column++) {
          addBlock(format, x, column * x.width() + b * format.blockLength(), scratch, sums, column);
        }
      }
      for (int column = 0; column < x.columns(); column++) {
        System.arraycopy(sums, column * Width.LENGTH, out, column * stride + row, Width.LENGTH);
      }
    }
    RowProduct.rows(weights, format, slice, x, whole, to, out, stride, scratch);
  }

  private static void transpose(
      Tensor weights, Quantized format, int slice, int row, int block, Scratch s) {
    int groups = format.blockLength() / format.groupLength();
    for (int lane = 0; lane < Width.LENGTH; lane++) {
      weights.block(slice, row + lane, block, s.block);
      format.unpackValues(s.block, 0, s.q);
      format.unpackScales(s.block, 0, s.scales);
      for (int k = 0; k < format.blockLength(); k++) {
        s.tile[k * Width.LENGTH + lane] = s.q[k];
      }
      for (int j = 0; j < groups; j++) {
        s.tileScales[j * Width.LENGTH + lane] = s.scales.scales[j];
        s.tileMins[j * Width.LENGTH + lane] = s.scales.mins[j];
      }
      s.d[lane] = s.scales.d;
      s.dmin[lane] = -s.scales.dmin;
    }
  }

  private static void addBlock(
      Quantized format, Activations x, int from, Scratch s, float[] sums, int column) {
    int length = format.groupLength();
    int groups = format.blockLength() / length;
    boolean mins = format.hasMins();
    FloatVector total = FloatVector.zero(Width.FLOATS);
    FloatVector minimum = total;
    for (int j = 0; j < groups; j++) {
      FloatVector product = FloatVector.zero(Width.FLOATS);
      float activation = 0;
      for (int k = j * length; k < (j + 1) * length; k += Activations.GROUP) {
        int group = (from + k) / Activations.GROUP;
        product =
            integers(s.tile, k * Width.LENGTH, x.integers(), from + k)
                .fma(FloatVector.broadcast(Width.FLOATS, x.scales[group]), product);
        activation = Math.fma(x.sums[group], x.scales[group], activation);
      }
      total = product.fma(Width.load(s.tileScales, j * Width.LENGTH), total);
      if (mins) {
        minimum =
            FloatVector.broadcast(Width.FLOATS, activation)
                .fma(Width.load(s.tileMins, j * Width.LENGTH), minimum);
      }
    }
    int at = column * Width.LENGTH;
    FloatVector sum = Width.load(s.d, 0).fma(total, Width.load(sums, at));
    if (mins) {
      sum = Width.load(s.dmin, 0).fma(minimum, sum);
    }
    sum.intoArray(sums, at);
  }

  /** Exact, so two chains may share the work. */
  private static FloatVector integers(float[] tile, int tileAt, float[] x, int xAt) {
    FloatVector even = FloatVector.zero(Width.FLOATS);
    FloatVector odd = even;
    for (int k = 0; k < Activations.GROUP; k += 2) {
      even = Width.load(tile, tileAt + k * Width.LENGTH).fma(splat(x[xAt + k]), even);
      odd = Width.load(tile, tileAt + (k + 1) * Width.LENGTH).fma(splat(x[xAt + k + 1]), odd);
    }
    return even.add(odd);
  }

  private static FloatVector splat(float value) {
    return FloatVector.broadcast(Width.FLOATS, value);
  }
}
