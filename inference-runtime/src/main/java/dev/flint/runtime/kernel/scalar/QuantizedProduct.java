package dev.flint.runtime.kernel.scalar;

import dev.flint.runtime.kernel.Activations;
import dev.flint.runtime.kernel.Tensor;
import dev.flint.runtime.quant.Quantized;
import java.lang.foreign.MemorySegment;

/** Quantised weights times quantised activations, in the written order. */
final class QuantizedProduct {
  private final Tensor weights;
  private final Quantized format;
  private final int slice;
  private final Activations x;
  private final MemorySegment bytes;
  private final byte[] q = new byte[Quantized.MAX_BLOCK];
  private final Quantized.Scales block = new Quantized.Scales();

  QuantizedProduct(Tensor weights, Quantized format, int slice, Activations x) {
    this.weights = weights;
    this.format = format;
    this.slice = slice;
    this.x = x;
    bytes = MemorySegment.ofArray(new byte[format.blockBytes()]);
  }

  void rows(int from, int to, float[] out, int stride) {
    int blocks = weights.cols() / format.blockLength();
    for (int row = from; row < to; row++) {
      for (int column = 0; column < x.columns(); column++) {
        out[column * stride + row] = 0;
      }
      for (int b = 0; b < blocks; b++) {
        weights.block(slice, row, b, bytes);
        format.unpackValues(bytes, 0, q);
        format.unpackScales(bytes, 0, block);
        for (int column = 0; column < x.columns(); column++) {
          int at = column * stride + row;
          out[at] = addBlock(out[at], column * x.width() + b * format.blockLength());
        }
      }
    }
  }

  private float addBlock(float acc, int from) {
    int length = format.groupLength();
    float total = 0;
    float minimum = 0;
    for (int j = 0; j * length < format.blockLength(); j++) {
      float product = 0;
      float activation = 0;
      for (int k = j * length; k < (j + 1) * length; k += Activations.GROUP) {
        int group = (from + k) / Activations.GROUP;
        product = Math.fma((float) integers(k, from + k), x.scales[group], product);
        activation = Math.fma(x.sums[group], x.scales[group], activation);
      }
      total = Math.fma(product, block.scales[j], total);
      minimum = Math.fma(activation, block.mins[j], minimum);
    }
    float sum = Math.fma(block.d, total, acc);
    return format.hasMins() ? Math.fma(-block.dmin, minimum, sum) : sum;
  }

  private int integers(int k, int from) {
    int sum = 0;
    for (int i = 0; i < Activations.GROUP; i++) {
      sum += q[k + i] * x.q[from + i];
    }
    return sum;
  }
}
