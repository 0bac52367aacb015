package dev.flint.runtime.layer;

import dev.flint.runtime.kernel.Compute;

/** The gated feed-forward part, SwiGLU (Shazeer 2020): {@code down(silu(gate x) * (up x))}. */
public record FeedForward(Projection gate, Projection up, Projection down) implements ChannelMixer {

  @Override
  public void apply(Compute compute, Workspace work) {
    apply(compute, 0, work, work.change);
  }

  /** With the matrices of one slice; {@code work.input} is used up. */
  void apply(Compute compute, int slice, Workspace work, float[] out) {
    int tokens = work.input.columns();
    compute.with(gate.weight(), slice, work.gate).with(up.weight(), slice, work.up);
    compute.multiply(work.input);
    gate.finish(slice, tokens, work.gate);
    up.finish(slice, tokens, work.up);
    compute.gate(work.gate, work.up, tokens, width(), work.input);
    down.apply(compute, slice, work.input, out);
  }

  @Override
  public int width() {
    return gate.rows();
  }
}
