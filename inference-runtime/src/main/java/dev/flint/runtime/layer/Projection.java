package dev.flint.runtime.layer;

import dev.flint.runtime.kernel.Activations;
import dev.flint.runtime.kernel.Compute;
import dev.flint.runtime.kernel.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A matrix with what may follow it: one factor per slice, and one bias per row.
 *
 * @param weight {@code [slices, rows, cols]}
 * @param scale {@code [slices]}, or null
 * @param bias {@code [rows]}, or null
 * @param biasFirst whether the bias is added before the factor is applied
 */
public record Projection(
    Tensor weight, float @Nullable [] scale, float @Nullable [] bias, boolean biasFirst) {

  /** {@code out[column] = project(x[column])} with the matrix of one slice. */
  public void apply(Compute compute, int slice, Activations x, float[] out) {
    compute.with(weight, slice, out).multiply(x);
    finish(slice, x.columns(), out);
  }

  /** Factor and bias, after the product. */
  void finish(int slice, int columns, float[] out) {
    if (scale == null && bias == null) {
      return;
    }
    float factor = scale == null ? 1 : scale[slice];
    int rows = weight.rows();
    for (int i = 0; i < columns * rows; i++) {
      float add = bias == null ? 0 : bias[i % rows];
      out[i] = biasFirst ? (out[i] + add) * factor : out[i] * factor + add;
    }
  }

  /** Outputs. */
  public int rows() {
    return weight.rows();
  }
}
