package dev.flint.runtime.layer;

import dev.flint.runtime.kernel.Activations;

/** Room for the intermediate values of one step, reused from step to step. */
public final class Workspace {
  /** Inputs of a multiplication, wide enough for the widest. */
  public final Activations input;

  /** {@code [tokens, heads * headDim]}. */
  final float[] queries;

  /** {@code [tokens, kvHeads * headDim]}. */
  final float[] keys;

  /** {@code [tokens, kvHeads * headDim]}. */
  final float[] values;

  /** {@code [tokens, feed-forward width]}. */
  final float[] gate;

  /** {@code [tokens, feed-forward width]}. */
  final float[] up;

  /** {@code [tokens, pair, (cos, sin)]}. */
  public final float[] angles;

  /** {@code [tokens, model width]}: the residual stream. */
  public final float[] stream;

  /** {@code [tokens, model width]}: what a part adds to the stream. */
  public final float[] change;

  /** Widths of one decoder. */
  public record Widths(int model, int query, int keyValue, int feedForward, int angles) {}

  public Workspace(int tokens, Widths widths) {
    int widest = Math.max(widths.model(), Math.max(widths.query(), widths.feedForward()));
    input = new Activations(tokens * widest);
    queries = new float[tokens * widths.query()];
    keys = new float[tokens * widths.keyValue()];
    values = new float[tokens * widths.keyValue()];
    gate = new float[tokens * widths.feedForward()];
    up = new float[tokens * widths.feedForward()];
    angles = new float[tokens * widths.angles()];
    stream = new float[tokens * widths.model()];
    change = new float[tokens * widths.model()];
  }
}
