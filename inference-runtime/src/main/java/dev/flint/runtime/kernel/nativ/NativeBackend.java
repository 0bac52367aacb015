package dev.flint.runtime.kernel.nativ;

import dev.flint.runtime.kernel.Backend;
import dev.flint.runtime.kernel.Kernels;

/** C kernels for products and attention; the best other backend for the rest. */
public final class NativeBackend implements Backend {
  @Override
  public String name() {
    return "native";
  }

  @Override
  public int rank() {
    return 20;
  }

  @Override
  public boolean supported() {
    return Library.present().isPresent();
  }

  @Override
  public String reason() {
    return "C kernels for " + Library.present().orElseThrow().processor().label;
  }

  @Override
  public Kernels kernels() {
    return new NativeKernels(Backend.below(rank()).kernels());
  }
}
