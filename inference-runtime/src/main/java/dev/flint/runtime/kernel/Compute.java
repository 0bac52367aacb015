package dev.flint.runtime.kernel;

/**
 * The kernels of one backend on the threads of one engine. One thread calls; nothing is allocated.
 */
public final class Compute implements AutoCloseable {
  private final Backend backend;
  private final Kernels kernels;
  private final Workers workers;
  private final Products products;
  private final Pass pass;

  private Compute(Backend backend, int threads) {
    this.backend = backend;
    kernels = backend.kernels();
    workers = new Workers(threads);
    products = new Products(kernels);
    pass = new Pass(kernels);
  }

  /** The backend of that name with so many threads. */
  public static Compute of(String backend, int threads) {
    return new Compute(Backend.choose(backend), threads);
  }

  /** The backend in use. */
  public Backend backend() {
    return backend;
  }

  /** Its kernels. */
  public Kernels kernels() {
    return kernels;
  }

  /** The threads. */
  public Workers workers() {
    return workers;
  }

  /** RMS norm of each of {@code columns} vectors of {@code x} into {@code out.values}. */
  public void normalize(float[] x, int columns, float[] weight, float epsilon, Activations out) {
    pass.normalize(workers, x, columns, weight, epsilon, out.shape(columns, weight.length));
  }

  /** SwiGLU of {@code columns * width} values: {@code out = silu(gate) * up}; spoils the gate. */
  public void gate(float[] gate, float[] up, int columns, int width, Activations out) {
    pass.gate(workers, gate, up, out.shape(columns, width));
  }

  /**
   * Adds a product to those that {@link #multiply} will compute together: {@code out[column][row] =
   * weights[slice][row] · x[column]}.
   */
  public Compute with(Tensor weights, int slice, float[] out) {
    products.add(weights, slice, out);
    return this;
  }

  /**
   * Computes all products given since the last time, all rows, on all threads; quantises {@code x}
   * where one of the weights wants it.
   */
  public void multiply(Activations x) {
    if (products.quantized()) {
      pass.quantize(workers, x);
    }
    products.run(workers, x);
  }

  @Override
  public void close() {
    workers.close();
  }
}
