package dev.flint.runtime.kernel;

import dev.flint.runtime.quant.Quantized;

/**
 * Products of several matrices with the same activations, cut into pieces of rows as one list, so
 * that threads meet once and not once a matrix.
 */
final class Products implements Workers.Work {
  /** Rows handed out at a time: whole bands, small enough to balance. */
  private static final int ROWS = 64;

  /** Query, key and value; gate and up. */
  private static final int MOST = 4;

  private final Kernels kernels;
  private final Tensor[] weights = new Tensor[MOST];
  private final int[] slices = new int[MOST];
  private final float[][] outs = new float[MOST][];
  private final int[] ends = new int[MOST];
  private int count;
  private Activations x = new Activations(0);

  Products(Kernels kernels) {
    this.kernels = kernels;
  }

  void add(Tensor weight, int slice, float[] out) {
    weights[count] = weight;
    slices[count] = slice;
    outs[count] = out;
    int before = count == 0 ? 0 : ends[count - 1];
    ends[count] = before + (weight.rows() + ROWS - 1) / ROWS;
    count++;
  }

  boolean quantized() {
    for (int i = 0; i < count; i++) {
      if (weights[i].format() instanceof Quantized) {
        return true;
      }
    }
    return false;
  }

  void run(Workers workers, Activations x) {
    this.x = x;
    try {
      workers.run(ends[count - 1], 1, this);
    } finally {
      count = 0;
    }
  }

  @Override
  public void range(int from, int to) {
    int matrix = 0;
    for (int piece = from; piece < to; piece++) {
      while (piece >= ends[matrix]) {
        matrix++;
      }
      Tensor weight = weights[matrix];
      int row = (piece - (matrix == 0 ? 0 : ends[matrix - 1])) * ROWS;
      int last = Math.min(row + ROWS, weight.rows());
      kernels.multiply(weight, slices[matrix], x, row, last, outs[matrix], weight.rows());
    }
  }
}
