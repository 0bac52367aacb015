package dev.flint.runtime.layer;

import dev.flint.runtime.kernel.Compute;
import dev.flint.runtime.kernel.KeyValues;

/** What all parts of one step share. A decoder keeps it for as long as these stay the same. */
public final class Step {
  private final Compute compute;
  private final Batch batch;
  private final KeyValues cache;
  private final Workspace work;
  private final Attending attending = new Attending(this);

  public Step(Compute compute, Batch batch, KeyValues cache, Workspace work) {
    this.compute = compute;
    this.batch = batch;
    this.cache = cache;
    this.work = work;
  }

  /** Whether it is the step of these. */
  public boolean of(Compute compute, Batch batch, KeyValues cache) {
    return this.compute == compute && this.batch == batch && this.cache == cache;
  }

  /** Kernels and threads. */
  public Compute compute() {
    return compute;
  }

  /** Tokens to compute. */
  public Batch batch() {
    return batch;
  }

  /** Keys and values. */
  public KeyValues cache() {
    return cache;
  }

  /** Intermediate values. */
  public Workspace work() {
    return work;
  }

  Attending attending() {
    return attending;
  }
}
