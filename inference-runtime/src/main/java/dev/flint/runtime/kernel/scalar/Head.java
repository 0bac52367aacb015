package dev.flint.runtime.kernel.scalar;

import dev.flint.runtime.kernel.Exponential;
import dev.flint.runtime.kernel.KeyValues;
import dev.flint.runtime.kernel.Span;

/** Attention of one query head. */
final class Head {
  private final int dim;
  private final float[] row;
  private final float[] sum;
  private final float[] scores = new float[KeyValues.PAGE];

  Head(int dim) {
    this.dim = dim;
    row = new float[dim];
    sum = new float[dim];
  }

  void attend(float[] q, int at, Span span, int last, float scale, float[] out) {
    float max = Float.NEGATIVE_INFINITY;
    float total = 0;
    java.util.Arrays.fill(sum, 0f);
    for (int tile = 0; tile * KeyValues.PAGE <= last; tile++) {
      int keys = Math.min(KeyValues.PAGE, last + 1 - tile * KeyValues.PAGE);
      int page = span.pages[tile];
      float tileMax = Math.max(max, score(q, at, span, page, keys, scale));
      float shrink = Exponential.exp(max - tileMax);
      for (int j = 0; j < keys; j++) {
        scores[j] = Exponential.exp(scores[j] - tileMax);
      }
      total = Math.fma(total, shrink, Lanes.sum(scores, 0, keys));
      for (int d = 0; d < dim; d++) {
        sum[d] *= shrink;
      }
      for (int j = 0; j < keys; j++) {
        span.cache.read(false, span.layer, page, span.kvHead, j, row);
        for (int d = 0; d < dim; d++) {
          sum[d] = Math.fma(scores[j], row[d], sum[d]);
        }
      }
      max = tileMax;
    }
    for (int d = 0; d < dim; d++) {
      out[at + d] = sum[d] / total;
    }
  }

  /** Scores of one tile; gives the largest. */
  private float score(float[] q, int at, Span span, int page, int keys, float scale) {
    float max = Float.NEGATIVE_INFINITY;
    for (int j = 0; j < keys; j++) {
      span.cache.read(true, span.layer, page, span.kvHead, j, row);
      float product = 0;
      for (int d = 0; d < dim; d++) {
        product = Math.fma(q[at + d], row[d], product);
      }
      scores[j] = product * scale;
      max = Math.max(max, scores[j]);
    }
    return max;
  }
}
