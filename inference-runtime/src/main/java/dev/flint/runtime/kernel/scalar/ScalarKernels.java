package dev.flint.runtime.kernel.scalar;

import dev.flint.runtime.kernel.Activations;
import dev.flint.runtime.kernel.Exponential;
import dev.flint.runtime.kernel.Kernels;
import dev.flint.runtime.kernel.Rotation;
import dev.flint.runtime.kernel.Span;
import dev.flint.runtime.kernel.Tensor;
import dev.flint.runtime.quant.Quantized;

/** The contract of {@link Kernels}, written as plainly as it can be. */
final class ScalarKernels implements Kernels {
  @Override
  public void quantize(Activations x, int from, int to) {
    for (int g = from / Activations.GROUP; g < to / Activations.GROUP; g++) {
      quantizeGroup(x, g);
    }
    for (int pair = from / Activations.ALIGNMENT; pair < to / Activations.ALIGNMENT; pair++) {
      int second = 2 * pair + 1;
      x.offsets32[pair] = Math.fma(x.sums[second], x.scales[second], x.offsets16[2 * pair]);
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
      x.q[k] = zero ? 0 : (byte) Math.rint(x.values[k] * inverse);
      sum += x.q[k];
    }
    x.scales[g] = !finite ? Float.NaN : zero ? 0 : largest / 127f;
    x.sums[g] = sum;
    x.offsets16[g] = sum * x.scales[g];
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
  public void center(
      float[] x, int at, float[] weight, float[] bias, float epsilon, float[] out, int outAt) {
    int width = weight.length;
    float mean = Lanes.sum(x, at, width) / width;
    for (int k = 0; k < width; k++) {
      out[outAt + k] = x[at + k] - mean;
    }
    normalize(out, outAt, weight, epsilon, out, outAt);
    for (int k = 0; k < width; k++) {
      out[outAt + k] += bias[k];
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
  public void attend(float[] q, Span span, float scale, float[] out) {
    Head head = new Head(span.cache.headDim());
    for (int token = 0; token < span.tokens; token++) {
      for (int h = 0; h < span.heads; h++) {
        int at = span.at + token * span.stride + h * span.cache.headDim();
        head.attend(q, at, span, span.first + token, scale, out);
      }
    }
  }

  @Override
  public void gate(float[] gate, float[] up, int at, int count) {
    for (int k = at; k < at + count; k++) {
      gate[k] = gate[k] / (1f + Exponential.exp(-gate[k])) * up[k];
    }
  }

  @Override
  public void gelu(float[] x, int at, int count) {
    for (int k = at; k < at + count; k++) {
      float w = x[k] * Math.fma(Kernels.GELU_CUBIC * x[k], x[k], Kernels.GELU_LINEAR);
      x[k] /= 1f + Exponential.exp(-2f * w);
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
