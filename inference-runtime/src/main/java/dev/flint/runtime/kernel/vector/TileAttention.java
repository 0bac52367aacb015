package dev.flint.runtime.kernel.vector;

import dev.flint.runtime.kernel.Exponential;
import dev.flint.runtime.kernel.KeyValues;
import dev.flint.runtime.kernel.Span;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;

/** Attention in tiles of one page, and softmax. */
final class TileAttention {
  private static final int PAGE = KeyValues.PAGE;

  private TileAttention() {}

  static void attend(
      float[] q, int at, Span span, float scale, float[] scores, float[] out, Scratch scratch) {
    int dim = span.cache.headDim();
    float[] rows = scratch.row(PAGE * dim);
    float max = Float.NEGATIVE_INFINITY;
    float total = 0;
    for (int d = 0; d < dim; d++) {
      out[at + d] = 0;
    }
    for (int tile = 0; tile * PAGE <= span.last; tile++) {
      int keys = Math.min(PAGE, span.last + 1 - tile * PAGE);
      int page = span.pages[tile];
      read(span, page, span.cache.keys(span.layer, page, span.kvHead), rows, keys * dim);
      float tileMax = max;
      for (int j = 0; j < keys; j++) {
        scores[j] = Width.dot(q, at, rows, j * dim, dim) * scale;
        tileMax = Math.max(tileMax, scores[j]);
      }
      float shrink = Exponential.exp(max - tileMax);
      total = Math.fma(total, shrink, exponentials(scores, 0, keys, tileMax));
      read(span, page, span.cache.values(span.layer, page, span.kvHead), rows, keys * dim);
      accumulate(out, at, dim, shrink, scores, rows, keys);
      max = tileMax;
    }
    divide(out, at, dim, total);
  }

  private static void read(Span span, int page, long offset, float[] into, int count) {
    MemorySegment.copy(span.cache.memory(page), ValueLayout.JAVA_FLOAT, offset, into, 0, count);
  }

  private static void accumulate(
      float[] out, int at, int dim, float shrink, float[] p, float[] values, int keys) {
    int d = 0;
    for (; d <= dim - Width.LENGTH; d += Width.LENGTH) {
      FloatVector sum = Width.load(out, at + d).mul(shrink);
      for (int j = 0; j < keys; j++) {
        sum = FloatVector.broadcast(Width.FLOATS, p[j]).fma(Width.load(values, j * dim + d), sum);
      }
      sum.intoArray(out, at + d);
    }
    for (; d < dim; d++) {
      float sum = out[at + d] * shrink;
      for (int j = 0; j < keys; j++) {
        sum = Math.fma(p[j], values[j * dim + d], sum);
      }
      out[at + d] = sum;
    }
  }

  static void softmax(float[] x, int at, int count) {
    float max = Float.NEGATIVE_INFINITY;
    for (int k = at; k < at + count; k++) {
      max = Math.max(max, x[k]);
    }
    divide(x, at, count, exponentials(x, at, count, max));
  }

  /** {@code x = exp(x - max)}, in place; gives their sum in sixteen lanes. */
  private static float exponentials(float[] x, int at, int count, float max) {
    int k = 0;
    for (; k <= count - Width.LENGTH; k += Width.LENGTH) {
      VectorExponential.exp(Width.load(x, at + k).sub(max)).intoArray(x, at + k);
    }
    for (; k < count; k++) {
      x[at + k] = Exponential.exp(x[at + k] - max);
    }
    return Width.sum(x, at, count);
  }

  private static void divide(float[] x, int at, int count, float by) {
    int k = at;
    for (; k <= at + count - Width.LENGTH; k += Width.LENGTH) {
      Width.load(x, k).div(by).intoArray(x, k);
    }
    for (; k < at + count; k++) {
      x[k] /= by;
    }
  }
}
