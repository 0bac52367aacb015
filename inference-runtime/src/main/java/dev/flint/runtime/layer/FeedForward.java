package dev.flint.runtime.layer;

import dev.flint.runtime.kernel.Compute;

/** The gated feed-forward part, SwiGLU (Shazeer 2020): {@code down(silu(gate x) * (up x))}. */
public record FeedForward(Projection gate, Projection up, Projection down) implements ChannelMixer {

  @Override
  public void apply(Compute compute, Workspace work) {
    compute.prepare(work.input, gate.weight(), up.weight());
    apply(compute, 0, work, work.change);
  }

  /** With the matrices of one slice; {@code work.input} is prepared, and used up. */
  void apply(Compute compute, int slice, Workspace work, float[] out) {
    int tokens = work.input.columns();
    gate.apply(compute, slice, work.input, work.gate);
    up.apply(compute, slice, work.input, work.up);
    work.input.shape(tokens, width());
    for (int i = 0; i < tokens; i++) {
      compute.kernels().gate(work.gate, work.up, i * width(), width());
    }
    System.arraycopy(work.gate, 0, work.input.values, 0, tokens * width());
    compute.prepare(work.input, down.weight());
    down.apply(compute, slice, work.input, out);
  }

  @Override
  public int width() {
    return gate.rows();
  }
}
