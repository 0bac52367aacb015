package dev.flint.runtime.kernel;

import dev.flint.runtime.quant.Quantized;

/** The kernels of one backend on the threads of one engine. */
public record Compute(Backend backend, Kernels kernels, Workers workers) implements AutoCloseable {
  /** Rows handed out at a time: whole tiles for every vector width, small enough to balance. */
  private static final int ROWS = 64;

  /** The backend of that name with so many threads. */
  public static Compute of(String backend, int threads) {
    Backend chosen = Backend.choose(backend);
    return new Compute(chosen, chosen.kernels(), new Workers(threads));
  }

  /** Quantises the activations if one of the weights wants it. */
  public void prepare(Activations x, Tensor... weights) {
    for (Tensor weight : weights) {
      if (weight.format() instanceof Quantized) {
        kernels.quantize(x);
        return;
      }
    }
  }

  /** {@code out[column][row] = weights[slice][row] · x[column]}, all rows, on all threads. */
  public void multiply(Tensor weights, int slice, Activations x, float[] out) {
    workers.run(
        weights.rows(),
        ROWS,
        (from, to) -> kernels.multiply(weights, slice, x, from, to, out, weights.rows()));
  }

  @Override
  public void close() {
    workers.close();
  }
}
