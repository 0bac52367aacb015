package dev.flint.runtime.model;

import dev.flint.runtime.RuntimeFault;
import dev.flint.runtime.RuntimeFault.Code;
import dev.flint.runtime.kernel.CacheFormat;
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

  /**
   * Memory for keys and values of at most so many pages.
   *
   * @throws RuntimeFault BAD_REQUEST where heads are no whole blocks of that format
   */
  default KeyValues cache(int pages, CacheFormat format) {
    Shape shape = shape();
    if (shape.headDim() % format.block() != 0) {
      throw new RuntimeFault(
          Code.BAD_REQUEST,
          "a cache in %s needs heads of a multiple of %d values; this model's have %d"
              .formatted(format, format.block(), shape.headDim()));
    }
    return new KeyValues(shape.layers(), pages, shape.kvHeads(), shape.headDim(), format);
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
  record Shape(int vocabulary, int context, int layers, int kvHeads, int headDim) {
    /** Bytes of keys and values of one page, all layers. */
    public long pageBytes(CacheFormat format) {
      return layers * KeyValues.pageBytes(kvHeads, headDim, format);
    }
  }
}
