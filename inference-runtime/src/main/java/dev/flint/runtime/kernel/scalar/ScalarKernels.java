package dev.flint.runtime.kernel.scalar;

import dev.flint.runtime.kernel.Activations;
import dev.flint.runtime.kernel.Exponential;
import dev.flint.runtime.kernel.Kernels;
import dev.flint.runtime.kernel.KeyValues;
import dev.flint.runtime.kernel.Rotation;
import dev.flint.runtime.kernel.Span;
import dev.flint.runtime.kernel.Tensor;
import dev.flint.runtime.quant.Quantized;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The contract of {@link Kernels}, written as plainly as it can be. */
final class ScalarKernels implements Kernels {
  @Override
  public void quantize(Activations x) {
    int groups = x.columns() * x.groups();
    for (int g = 0; g < groups; g++) {
      quantizeGroup(x, g);
    }
  }

  private static void quantizeGroup(Activations x, int g) {
    int at = g * Activations.GROUP;
    float largest = 0;
    boolean finite = true;
    for (int k = at; k < at + Activations.GROUP; k++) {
      finite &= Float.isFinite(x.values[k]);
      largest = Math.max(largest, Math.abs(x.values[k]));
    }
    boolean zero = !finite || largest < Activations.TINY;
    float inverse = zero ? 0 : 127f / largest;
    int sum = 0;
    for (int k = at; k < at + Activations.GROUP; k++) {
      x.q[k] = zero ? 0 : (short) Math.rint(x.values[k] * inverse);
      x.integers[k] = x.q[k];
      sum += x.q[k];
    }
    x.scales[g] = !finite ? Float.NaN : zero ? 0 : largest / 127f;
    x.sums[g] = sum;
  }

  @Override
  public void multiply(
      Tensor weights, int slice, Activations x, int from, int to, float[] out, int stride) {
    if (weights.format() instanceof Quantized format) {
      new QuantizedProduct(weights, format, slice, x).rows(from, to, out, stride);
      return;
    }
    float[] row = new float[weights.cols()];
    for (int r = from; r < to; r++) {
      weights.format().decode(weights.data(), weights.rowOffset(slice, r), row, 0, row.length);
      for (int c = 0; c < x.columns(); c++) {
        out[c * stride + r] = Lanes.dot(row, 0, x.values, c * x.width(), row.length);
      }
    }
  }

  @Override
  public void normalize(float[] x, int at, float[] weight, float epsilon, float[] out, int outAt) {
    int width = weight.length;
    float mean = Lanes.dot(x, at, x, at, width) / width;
    float scale = 1f / (float) Math.sqrt(mean + epsilon);
    for (int k = 0; k < width; k++) {
      out[outAt + k] = x[at + k] * scale * weight[k];
    }
  }

  @Override
  public void rotate(float[] x, int at, Rotation how, float[] angles, int anglesAt) {
    for (int head = 0; head < how.heads(); head++) {
      int base = at + head * how.headDim();
      for (int i = 0; i < how.pairs(); i++) {
        int first = base + (how.halves() ? i : 2 * i);
        int second = first + (how.halves() ? how.pairs() : 1);
        float cos = angles[anglesAt + 2 * i];
        float sin = angles[anglesAt + 2 * i + 1];
        float a = x[first];
        float b = x[second];
        x[first] = Math.fma(a, cos, -(b * sin));
        x[second] = Math.fma(a, sin, b * cos);
      }
    }
  }

  @Override
  public void attend(float[] q, int at, Span span, float scale, float[] scores, float[] out) {
    int dim = span.cache.headDim();
    float[] key = new float[dim];
    float[] sum = new float[dim];
    float max = Float.NEGATIVE_INFINITY;
    float total = 0;
    for (int tile = 0; tile * KeyValues.PAGE <= span.last; tile++) {
      int keys = Math.min(KeyValues.PAGE, span.last + 1 - tile * KeyValues.PAGE);
      int page = span.pages[tile];
      float tileMax = max;
      for (int j = 0; j < keys; j++) {
        read(span, page, span.cache.keys(span.layer, page, span.kvHead), j, key);
        scores[j] = Lanes.dot(q, at, key, 0, dim) * scale;
        tileMax = Math.max(tileMax, scores[j]);
      }
      float shrink = Exponential.exp(max - tileMax);
      for (int j = 0; j < keys; j++) {
        scores[j] = Exponential.exp(scores[j] - tileMax);
      }
      total = Math.fma(total, shrink, Lanes.sum(scores, 0, keys));
      for (int d = 0; d < dim; d++) {
        sum[d] *= shrink;
      }
      for (int j = 0; j < keys; j++) {
        read(span, page, span.cache.values(span.layer, page, span.kvHead), j, key);
        for (int d = 0; d < dim; d++) {
          sum[d] = Math.fma(scores[j], key[d], sum[d]);
        }
      }
      max = tileMax;
    }
    for (int d = 0; d < dim; d++) {
      out[at + d] = sum[d] / total;
    }
  }

  private static void read(Span span, int page, long offset, int slot, float[] into) {
    long from = offset + (long) slot * into.length * Float.BYTES;
    MemorySegment.copy(span.cache.memory(page), ValueLayout.JAVA_FLOAT, from, into, 0, into.length);
  }

  @Override
  public void gate(float[] gate, float[] up, int at, int count) {
    for (int k = at; k < at + count; k++) {
      gate[k] = gate[k] / (1f + Exponential.exp(-gate[k])) * up[k];
    }
  }

  @Override
  public void add(float[] x, float[] y, int at, int count) {
    for (int k = at; k < at + count; k++) {
      x[k] += y[k];
    }
  }

  @Override
  public void addScaled(float factor, float[] y, int yAt, float[] x, int at, int count) {
    for (int k = 0; k < count; k++) {
      x[at + k] = Math.fma(factor, y[yAt + k], x[at + k]);
    }
  }

  @Override
  public void softmax(float[] x, int at, int count) {
    float max = Float.NEGATIVE_INFINITY;
    for (int k = at; k < at + count; k++) {
      max = Math.max(max, x[k]);
    }
    for (int k = at; k < at + count; k++) {
      x[k] = Exponential.exp(x[k] - max);
    }
    float total = Lanes.sum(x, at, count);
    for (int k = at; k < at + count; k++) {
      x[k] /= total;
    }
  }
}
