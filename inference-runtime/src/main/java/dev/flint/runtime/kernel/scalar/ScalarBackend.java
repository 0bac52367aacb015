package dev.flint.runtime.kernel.scalar;

import dev.flint.runtime.kernel.Backend;
import dev.flint.runtime.kernel.Kernels;
import dev.flint.runtime.kernel.Layout;

/** Plain Java, everywhere. */
public final class ScalarBackend implements Backend {
  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public int rank() {
    return 0;
  }

  @Override
  public boolean supported() {
    return true;
  }

  @Override
  public String reason() {
    return "plain loops, the oracle";
  }

  @Override
  public Layout layout() {
    return Layout.ROWS;
  }

  @Override
  public Kernels kernels() {
    return new ScalarKernels();
  }
}
