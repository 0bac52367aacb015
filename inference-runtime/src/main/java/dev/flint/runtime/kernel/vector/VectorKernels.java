package dev.flint.runtime.kernel.vector;

import dev.flint.runtime.kernel.Activations;
import dev.flint.runtime.kernel.Exponential;
import dev.flint.runtime.kernel.Kernels;
import dev.flint.runtime.kernel.Rotation;
import dev.flint.runtime.kernel.Span;
import dev.flint.runtime.kernel.Tensor;
import dev.flint.runtime.quant.Quantized;
import jdk.incubator.vector.FloatVector;

/**
 * The contract of {@link Kernels} on vectors of any width; the parts too long for here beside it.
 */
final class VectorKernels implements Kernels {
  private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);

  @Override
  public void quantize(Activations x, int from, int to) {
    Quantizer.quantize(x, from, to);
  }

  @Override
  public void multiply(
      Tensor weights, int slice, Activations x, int from, int to, float[] out, int stride) {
    if (weights.format() instanceof Quantized format) {
      BandProduct.rows(weights, Codes.of(format), slice, x, from, to, out, stride, scratch.get());
      return;
    }
    scratch.get().floats.rows(weights, slice, x, from, to, out, stride);
  }

  @Override
  public void normalize(float[] x, int at, float[] weight, float epsilon, float[] out, int outAt) {
    int width = weight.length;
    float mean = scratch.get().lanes.dot(x, at, x, at, width) / width;
    float scale = 1f / (float) Math.sqrt(mean + epsilon);
    int k = 0;
    for (; k <= width - Width.LENGTH; k += Width.LENGTH) {
      Width.load(x, at + k).mul(scale).mul(Width.load(weight, k)).intoArray(out, outAt + k);
    }
    for (; k < width; k++) {
      out[outAt + k] = x[at + k] * scale * weight[k];
    }
  }

  @Override
  public void center(
      float[] x, int at, float[] weight, float[] bias, float epsilon, float[] out, int outAt) {
    int width = weight.length;
    float mean = scratch.get().lanes.sum(x, at, width) / width;
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
    scratch.get().attention.attend(q, span, scale, out);
  }

  @Override
  public void gate(float[] gate, float[] up, int at, int count) {
    int k = at;
    for (; k <= at + count - Width.LENGTH; k += Width.LENGTH) {
      FloatVector g = Width.load(gate, k);
      FloatVector whole = VectorExponential.exp(g.neg()).add(1f);
      g.div(whole).mul(Width.load(up, k)).intoArray(gate, k);
    }
    for (; k < at + count; k++) {
      gate[k] = gate[k] / (1f + Exponential.exp(-gate[k])) * up[k];
    }
  }

  @Override
  public void gelu(float[] x, int at, int count) {
    int k = at;
    for (; k <= at + count - Width.LENGTH; k += Width.LENGTH) {
      FloatVector v = Width.load(x, k);
      FloatVector linear = FloatVector.broadcast(Width.FLOATS, GELU_LINEAR);
      FloatVector w = v.mul(v.mul(GELU_CUBIC).fma(v, linear));
      v.div(VectorExponential.exp(w.mul(-2f)).add(1f)).intoArray(x, k);
    }
    for (; k < at + count; k++) {
      float w = x[k] * Math.fma(GELU_CUBIC * x[k], x[k], GELU_LINEAR);
      x[k] /= 1f + Exponential.exp(-2f * w);
    }
  }

  @Override
  public void add(float[] x, float[] y, int at, int count) {
    int k = at;
    for (; k <= at + count - Width.LENGTH; k += Width.LENGTH) {
      Width.load(x, k).add(Width.load(y, k)).intoArray(x, k);
    }
    for (; k < at + count; k++) {
      x[k] += y[k];
    }
  }

  @Override
  public void addScaled(float factor, float[] y, int yAt, float[] x, int at, int count) {
    FloatVector by = FloatVector.broadcast(Width.FLOATS, factor);
    int k = 0;
    for (; k <= count - Width.LENGTH; k += Width.LENGTH) {
      by.fma(Width.load(y, yAt + k), Width.load(x, at + k)).intoArray(x, at + k);
    }
    for (; k < count; k++) {
      x[at + k] = Math.fma(factor, y[yAt + k], x[at + k]);
    }
  }

  @Override
  public void softmax(float[] x, int at, int count) {
    scratch.get().attention.softmax(x, at, count);
  }
}
