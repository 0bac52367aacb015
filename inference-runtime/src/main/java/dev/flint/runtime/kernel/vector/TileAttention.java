package dev.flint.runtime.kernel.vector;

import dev.flint.runtime.kernel.Exponential;
import dev.flint.runtime.kernel.Span;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Attention: every page once, two queries of the span at a time. */
final class TileAttention {
  private static final int SLOTS = Page.SLOTS;

  private final Page page = new Page();
  private final float[] scores = new float[2 * SLOTS];
  private final Lanes lanes;
  private float[] max = {};
  private float[] total = {};
  private float[] sums = {};

  TileAttention(Lanes lanes) {
    this.lanes = lanes;
  }

  void attend(float[] q, Span span, float scale, float[] out) {
    int stride = Page.stride(span.cache.headDim());
    int queries = span.tokens * span.heads;
    reset(queries, stride);
    int last = span.first + span.tokens - 1;
    for (int tile = 0; tile * SLOTS <= last; tile++) {
      page.load(span, span.pages[tile]);
      int from = Math.max(0, tile * SLOTS - span.first) * span.heads;
      for (int i = from; i < queries; i += 2) {
        pair(q, span, tile, i, Math.min(i + 1, queries - 1), stride, scale);
      }
    }
    for (int i = 0; i < queries; i++) {
      int at = at(span, i);
      float by = total[i];
      for (int d = 0; d < span.cache.headDim(); d++) {
        out[at + d] = sums[i * stride + d] / by;
      }
    }
  }

  private void reset(int queries, int stride) {
    if (max.length < queries) {
      max = new float[queries];
      total = new float[queries];
    }
    if (sums.length < queries * stride) {
      sums = new float[queries * stride];
    }
    Arrays.fill(max, 0, queries, Float.NEGATIVE_INFINITY);
    Arrays.fill(total, 0, queries, 0f);
    Arrays.fill(sums, 0, queries * stride, 0f);
  }

  private static int at(Span span, int query) {
    int token = query / span.heads;
    int head = query % span.heads;
    return span.at + token * span.stride + head * span.cache.headDim();
  }

  /** Keys of a tile that a query sees. */
  private static int keys(Span span, int tile, int query) {
    return Math.min(SLOTS, span.first + query / span.heads + 1 - tile * SLOTS);
  }

  private void pair(float[] q, Span span, int tile, int a, int b, int stride, float scale) {
    int dim = span.cache.headDim();
    PageKernel.scores(q, at(span, a), at(span, b), dim, page.keys, scale, scores);
    int keys = keys(span, tile, a);
    int more = keys(span, tile, b);
    float shrinkA = weigh(a, 0, keys);
    float shrinkB = a == b ? shrinkA : weigh(b, SLOTS, more);
    if (a == b) {
      System.arraycopy(scores, 0, scores, SLOTS, SLOTS);
    }
    int atA = a * stride;
    int atB = b * stride;
    PageKernel.sums(sums, atA, atB, stride, shrinkA, shrinkB, scores, page.values, keys);
    for (int j = keys; j < more; j++) {
      for (int d = 0; d < dim; d++) {
        sums[atB + d] = Math.fma(scores[SLOTS + j], page.values[j * stride + d], sums[atB + d]);
      }
    }
  }

  /** Scores of one query to weights; gives what earlier sums shrink by. */
  private float weigh(int query, int at, int keys) {
    Arrays.fill(scores, at + keys, at + SLOTS, Float.NEGATIVE_INFINITY);
    float before = max[query];
    float now = Math.max(before, largest(scores, at, SLOTS));
    float shrink = Exponential.exp(before - now);
    exponentials(scores, at, SLOTS, now);
    total[query] = Math.fma(total[query], shrink, lanes.sum(scores, at, keys));
    max[query] = now;
    return shrink;
  }

  private static float largest(float[] x, int at, int count) {
    FloatVector max = FloatVector.broadcast(Width.FLOATS, Float.NEGATIVE_INFINITY);
    int whole = count - count % Width.LENGTH;
    for (int k = at; k < at + whole; k += Width.LENGTH) {
      max = max.max(Width.load(x, k));
    }
    float largest = max.reduceLanes(VectorOperators.MAX);
    for (int k = at + whole; k < at + count; k++) {
      largest = Math.max(largest, x[k]);
    }
    return largest;
  }

  void softmax(float[] x, int at, int count) {
    exponentials(x, at, count, largest(x, at, count));
    float by = lanes.sum(x, at, count);
    for (int k = at; k < at + count; k++) {
      x[k] /= by;
    }
  }

  /** {@code x = exp(x - max)}, in place. */
  private static void exponentials(float[] x, int at, int count, float max) {
    int k = 0;
    for (; k <= count - Width.LENGTH; k += Width.LENGTH) {
      VectorExponential.exp(Width.load(x, at + k).sub(max)).intoArray(x, at + k);
    }
    for (; k < count; k++) {
      x[at + k] = Exponential.exp(x[at + k] - max);
    }
  }
}
