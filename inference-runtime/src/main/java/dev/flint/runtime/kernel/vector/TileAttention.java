package dev.flint.runtime.kernel.vector;

import dev.flint.runtime.kernel.Exponential;
import dev.flint.runtime.kernel.KeyValues;
import dev.flint.runtime.kernel.Span;
import jdk.incubator.vector.FloatVector;

/** Attention in tiles of one page, and softmax. */
final class TileAttention {
  private static final int PAGE = KeyValues.PAGE;

  private TileAttention() {}

  static void attend(float[] q, Span span, float scale, float[] out, Scratch scratch) {
    for (int token = 0; token < span.tokens; token++) {
      for (int head = 0; head < span.heads; head++) {
        int at = span.at + token * span.stride + head * span.cache.headDim();
        head(q, at, span, span.first + token, scale, out, scratch);
      }
    }
  }

  private static void head(
      float[] q, int at, Span span, int last, float scale, float[] out, Scratch scratch) {
    int dim = span.cache.headDim();
    float[] rows = scratch.row(PAGE * dim);
    float[] row = new float[dim];
    float[] scores = scratch.scores;
    float max = Float.NEGATIVE_INFINITY;
    float total = 0;
    for (int d = 0; d < dim; d++) {
      out[at + d] = 0;
    }
    for (int tile = 0; tile * PAGE <= last; tile++) {
      int keys = Math.min(PAGE, last + 1 - tile * PAGE);
      int page = span.pages[tile];
      float tileMax = max;
      for (int j = 0; j < keys; j++) {
        span.cache.read(true, span.layer, page, span.kvHead, j, row);
        float product = 0;
        for (int d = 0; d < dim; d++) {
          product = Math.fma(q[at + d], row[d], product);
        }
        scores[j] = product * scale;
        tileMax = Math.max(tileMax, scores[j]);
        span.cache.read(false, span.layer, page, span.kvHead, j, row);
        System.arraycopy(row, 0, rows, j * dim, dim);
      }
      float shrink = Exponential.exp(max - tileMax);
      total = Math.fma(total, shrink, exponentials(scores, 0, keys, tileMax));
      accumulate(out, at, dim, shrink, scores, rows, keys);
      max = tileMax;
    }
    divide(out, at, dim, total);
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
