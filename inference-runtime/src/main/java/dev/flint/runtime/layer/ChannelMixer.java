package dev.flint.runtime.layer;

import dev.flint.runtime.kernel.Compute;

/** The half of a layer that works on each token alone. */
public sealed interface ChannelMixer permits FeedForward, Experts {
  /** Reads {@code work.input}, writes {@code work.change}. */
  void apply(Compute compute, Workspace work);

  /** Values between its two halves. */
  int width();
}
