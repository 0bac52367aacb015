package dev.flint.runtime.layer;

import dev.flint.runtime.kernel.Activations;
import dev.flint.runtime.kernel.Compute;

/** RMS norm with one weight per value. */
public record Norm(float[] weight, float epsilon) {
  /**
   * {@code out[i] = norm(x[i])} for {@code count} vectors, which become the shape of {@code out}.
   */
  public void apply(Compute compute, float[] x, int count, Activations out) {
    compute.normalize(x, count, weight, epsilon, out);
  }
}
