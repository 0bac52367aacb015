package dev.flint.runtime.kernel.vector;

import jdk.incubator.vector.FloatVector;

/** Sums in sixteen virtual lanes and their fixed tree: see {@code Kernels}. One per thread. */
final class Lanes {
  static final int COUNT = 16;

  private final float[] lane = new float[COUNT];

  /** Dot product of two runs. */
  float dot(float[] a, int aAt, float[] b, int bAt, int count) {
    int whole = count - count % COUNT;
    for (int i = 0; i < COUNT; i += Width.LENGTH) {
      FloatVector sum = FloatVector.zero(Width.FLOATS);
      for (int k = i; k < whole; k += COUNT) {
        sum = Width.load(a, aAt + k).fma(Width.load(b, bAt + k), sum);
      }
      sum.intoArray(lane, i);
    }
    for (int k = whole; k < count; k++) {
      lane[k - whole] = Math.fma(a[aAt + k], b[bAt + k], lane[k - whole]);
    }
    return fold(lane, 0);
  }

  /** Sum of a run. */
  float sum(float[] x, int at, int count) {
    int whole = count - count % COUNT;
    for (int i = 0; i < COUNT; i += Width.LENGTH) {
      FloatVector sum = FloatVector.zero(Width.FLOATS);
      for (int k = i; k < whole; k += COUNT) {
        sum = sum.add(Width.load(x, at + k));
      }
      sum.intoArray(lane, i);
    }
    for (int k = whole; k < count; k++) {
      lane[k - whole] += x[at + k];
    }
    return fold(lane, 0);
  }

  /** Folds sixteen lanes as the tree says; spoils them. */
  static float fold(float[] lane, int at) {
    FloatVector even = quarter(lane, at).add(quarter(lane, at + 8));
    FloatVector odd = quarter(lane, at + 4).add(quarter(lane, at + 12));
    even.add(odd).intoArray(lane, at);
    return (lane[at] + lane[at + 2]) + (lane[at + 1] + lane[at + 3]);
  }

  private static FloatVector quarter(float[] lane, int at) {
    return FloatVector.fromArray(FloatVector.SPECIES_128, lane, at);
  }
}
