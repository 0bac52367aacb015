package dev.flint.runtime.layer;

import dev.flint.runtime.kernel.Compute;
import dev.flint.runtime.kernel.KeyValues;
import dev.flint.runtime.kernel.Rotation;
import dev.flint.runtime.kernel.Span;

/**
 * Causal attention with grouped queries (Ainslie et al. 2023) and rotary positions.
 *
 * @param heads query heads
 * @param kvHeads key and value heads; divides {@code heads}
 * @param headDim values of a head
 */
public record Attention(
    Projection query,
    Projection key,
    Projection value,
    Projection output,
    int heads,
    int kvHeads,
    int headDim) {

  /** Reads {@code work.input}, stores keys and values, writes {@code work.change}. */
  public void apply(
      Compute compute,
      Batch batch,
      Positions positions,
      KeyValues cache,
      int layer,
      Workspace work) {
    compute.prepare(work.input, query.weight(), key.weight(), value.weight());
    query.apply(compute, 0, work.input, work.queries);
    key.apply(compute, 0, work.input, work.keys);
    value.apply(compute, 0, work.input, work.values);
    rotateAndStore(compute, batch, positions, cache, layer, work);
    work.input.shape(batch.count(), heads * headDim);
    attend(compute, batch, cache, layer, work);
    compute.prepare(work.input, output.weight());
    output.apply(compute, 0, work.input, work.change);
  }

  private void rotateAndStore(
      Compute compute,
      Batch batch,
      Positions positions,
      KeyValues cache,
      int layer,
      Workspace work) {
    Rotation ofQueries = positions.rotation(heads, headDim);
    Rotation ofKeys = positions.rotation(kvHeads, headDim);
    for (int i = 0; i < batch.count(); i++) {
      int angles = i * positions.width();
      int at = i * kvHeads * headDim;
      compute.kernels().rotate(work.queries, i * heads * headDim, ofQueries, work.angles, angles);
      compute.kernels().rotate(work.keys, at, ofKeys, work.angles, angles);
      int position = batch.positions[i];
      cache.store(
          layer,
          batch.pages[i][position / KeyValues.PAGE],
          position % KeyValues.PAGE,
          work.keys,
          work.values,
          at);
    }
  }

  private void attend(Compute compute, Batch batch, KeyValues cache, int layer, Workspace work) {
    float scale = (float) (1 / Math.sqrt(headDim));
    int shared = heads / kvHeads;
    compute
        .workers()
        .run(
            batch.count() * heads,
            1,
            (from, to) -> {
              Span span = new Span(cache);
              span.layer = layer;
              float[] scores = new float[KeyValues.PAGE];
              for (int item = from; item < to; item++) {
                int token = item / heads;
                span.kvHead = item % heads / shared;
                span.pages = batch.pages[token];
                span.last = batch.positions[token];
                compute
                    .kernels()
                    .attend(work.queries, item * headDim, span, scale, scores, work.input.values);
              }
            });
  }
}
