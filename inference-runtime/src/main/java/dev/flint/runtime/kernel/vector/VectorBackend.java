package dev.flint.runtime.kernel.vector;

import dev.flint.runtime.kernel.Backend;
import dev.flint.runtime.kernel.Kernels;

/**
 * The Vector API, where the JVM was started with its module and has vectors of 128 bits or more.
 */
public final class VectorBackend implements Backend {
  @Override
  public String name() {
    return "vector";
  }

  @Override
  public int rank() {
    return 10;
  }

  @Override
  public boolean supported() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() && Width.supported();
  }

  @Override
  public String reason() {
    return "Vector API with " + Width.bits() + "-bit vectors";
  }

  @Override
  public Kernels kernels() {
    return new VectorKernels();
  }
}
