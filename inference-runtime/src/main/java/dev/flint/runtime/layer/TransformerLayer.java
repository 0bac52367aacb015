package dev.flint.runtime.layer;

import dev.flint.runtime.kernel.Compute;
import dev.flint.runtime.kernel.KeyValues;

/** One layer of a pre-norm transformer: {@code x += attention(norm x); x += mixer(norm x)}. */
public record TransformerLayer(
    Norm attentionNorm, Attention attention, Norm mixerNorm, ChannelMixer mixer) {

  /** Applies the layer to {@code work.stream}. */
  public void apply(
      Compute compute,
      Batch batch,
      Positions positions,
      KeyValues cache,
      int layer,
      Workspace work) {
    int width = attentionNorm.weight().length;
    int values = batch.count() * width;
    attentionNorm.apply(compute, work.stream, batch.count(), work.input.values);
    work.input.shape(batch.count(), width);
    attention.apply(compute, batch, positions, cache, layer, work);
    compute.kernels().add(work.stream, work.change, 0, values);
    mixerNorm.apply(compute, work.stream, batch.count(), work.input.values);
    work.input.shape(batch.count(), width);
    mixer.apply(compute, work);
    compute.kernels().add(work.stream, work.change, 0, values);
  }
}
