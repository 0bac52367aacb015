package dev.flint.runtime.layer;

/** One layer of a pre-norm transformer: {@code x += attention(norm x); x += mixer(norm x)}. */
public record TransformerLayer(
    Norm attentionNorm, Attention attention, Norm mixerNorm, ChannelMixer mixer) {

  /** Applies the layer to {@code work.stream}. */
  public void apply(Step step, int layer) {
    Workspace work = step.work();
    int tokens = step.batch().count();
    int values = tokens * attentionNorm.weight().length;
    attentionNorm.apply(step.compute(), work.stream, tokens, work.input);
    attention.apply(step, layer);
    step.compute().kernels().add(work.stream, work.change, 0, values);
    mixerNorm.apply(step.compute(), work.stream, tokens, work.input);
    mixer.apply(step.compute(), work);
    step.compute().kernels().add(work.stream, work.change, 0, values);
  }
}
