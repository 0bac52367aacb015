package dev.flint.runtime.layer;

import dev.flint.runtime.kernel.Compute;
import dev.flint.runtime.kernel.Rotation;

/**
 * Causal attention with grouped queries (Ainslie et al. 2023) and rotary positions.
 *
 * @param heads query heads
 * @param kvHeads key and value heads; divides {@code heads}
 * @param headDim values of a head
 * @param ofQueries how the query heads are rotated
 * @param ofKeys how the key heads are rotated
 */
public record Attention(
    Projection query,
    Projection key,
    Projection value,
    Projection output,
    int heads,
    int kvHeads,
    int headDim,
    Rotation ofQueries,
    Rotation ofKeys) {

  /** Reads {@code work.input}, stores keys and values, writes {@code work.change}. */
  public void apply(Step step, int layer) {
    Compute compute = step.compute();
    Workspace work = step.work();
    int tokens = step.batch().count();
    compute
        .with(query.weight(), 0, work.queries)
        .with(key.weight(), 0, work.keys)
        .with(value.weight(), 0, work.values)
        .multiply(work.input);
    query.finish(0, tokens, work.queries);
    key.finish(0, tokens, work.keys);
    value.finish(0, tokens, work.values);
    work.input.shape(tokens, heads * headDim);
    step.attending().run(this, layer);
    output.apply(compute, 0, work.input, work.change);
  }
}
