package dev.flint.runtime.layer;

import dev.flint.runtime.kernel.Compute;

/** RMS norm with one weight per value. */
public record Norm(float[] weight, float epsilon) {
  /** {@code out[i] = norm(x[i])} for {@code count} vectors. */
  public void apply(Compute compute, float[] x, int count, float[] out) {
    int width = weight.length;
    for (int i = 0; i < count; i++) {
      compute.kernels().normalize(x, i * width, weight, epsilon, out, i * width);
    }
  }
}
