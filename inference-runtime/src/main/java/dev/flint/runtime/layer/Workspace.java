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

  private Routing routing = new Routing(0, 0, 0, 0);

  /** Room to send tokens to experts, enough for so many of each; grown where it is not. */
  Routing routing(int tokens, int experts, int used, int model) {
    if (routing.shares.length < tokens * experts
        || routing.results.length < tokens * used * model) {
      routing = new Routing(tokens, experts, used, model);
    }
    return routing;
  }

  /** Which token goes to which expert, and what comes back. */
  static final class Routing {
    /** {@code [tokens, experts]}. */
    final float[] shares;

    /** {@code [tokens, used]}: experts by rank. */
    final int[] chosen;

    /** Indices into {@link #chosen} of one expert's tokens. */
    final int[] picks;

    /** {@code [tokens, model width]}. */
    final float[] inputs;

    /** {@code [tokens, used, model width]}. */
    final float[] results;

    Routing(int tokens, int experts, int used, int model) {
      shares = new float[tokens * experts];
      chosen = new int[tokens * used];
      picks = new int[tokens * used];
      inputs = new float[tokens * model];
      results = new float[tokens * used * model];
    }
  }

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
