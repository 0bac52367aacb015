package dev.flint.runtime.model;

import dev.flint.runtime.kernel.Compute;
import dev.flint.runtime.kernel.KeyValues;
import dev.flint.runtime.layer.Batch;

/** A model that is ready to compute. Not for two threads at once: its workspace is its own. */
public interface Decoder {
  /** Its sizes. */
  Shape shape();

  /**
   * Computes one step and stores its keys and values.
   *
   * @param logits receives {@code [batch.wanted(), vocabulary]}
   */
  void forward(Compute compute, Batch batch, KeyValues cache, float[] logits);

  /** Memory for keys and values of at most so many pages. */
  default KeyValues cache(int pages) {
    return new KeyValues(shape().layers(), pages, shape().kvHeads(), shape().headDim());
  }

  /**
   * Sizes that the engine needs.
   *
   * @param vocabulary logits per token
   * @param context most positions of a sequence
   * @param layers with a cache
   * @param kvHeads per layer
   * @param headDim values of a head
   */
  record Shape(int vocabulary, int context, int layers, int kvHeads, int headDim) {}
}
