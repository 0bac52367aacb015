package dev.flint.runtime.kernel.scalar;

/** Sixteen virtual lanes and their fixed tree: see {@code Kernels}. */
final class Lanes {
  private static final int COUNT = 16;

  private Lanes() {}

  /** Dot product of two runs. */
  static float dot(float[] a, int aAt, float[] b, int bAt, int count) {
    float[] lane = new float[COUNT];
    for (int k = 0; k < count; k++) {
      lane[k % COUNT] = Math.fma(a[aAt + k], b[bAt + k], lane[k % COUNT]);
    }
    return fold(lane);
  }

  /** Sum of a run: each term joins its lane as {@code fma(x, 1, lane)}, which is an addition. */
  static float sum(float[] x, int at, int count) {
    float[] lane = new float[COUNT];
    for (int k = 0; k < count; k++) {
      lane[k % COUNT] += x[at + k];
    }
    return fold(lane);
  }

  private static float fold(float[] lane) {
    for (int width = COUNT / 2; width > 0; width /= 2) {
      for (int i = 0; i < width; i++) {
        lane[i] += lane[i + width];
      }
    }
    return lane[0];
  }
}
