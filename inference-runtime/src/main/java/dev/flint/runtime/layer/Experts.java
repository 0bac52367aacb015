package dev.flint.runtime.layer;

import dev.flint.runtime.kernel.Activations;
import dev.flint.runtime.kernel.Compute;

/**
 * Mixture of experts (Jiang et al. 2024): a router picks {@code used} of the stacked feed-forward
 * parts for each token and adds their results, each times its share. Tokens that chose the same
 * expert are multiplied together; each token adds its experts in order of rank, so company changes
 * nothing.
 *
 * @param router {@code [experts, model width]}
 * @param experts matrices stacked as slices
 * @param used experts per token
 */
public record Experts(Projection router, FeedForward experts, int used) implements ChannelMixer {

  @Override
  public void apply(Compute compute, Workspace work) {
    int tokens = work.input.columns();
    int model = work.input.width();
    Workspace.Routing routing = work.routing(tokens, router.rows(), used, model);
    router.apply(compute, 0, work.input, routing.shares);
    for (int i = 0; i < tokens; i++) {
      route(compute, routing.shares, i, routing.chosen);
    }
    System.arraycopy(work.input.values, 0, routing.inputs, 0, tokens * model);
    for (int expert = 0; expert < router.rows(); expert++) {
      run(compute, expert, tokens * used, work, routing, model);
    }
    java.util.Arrays.fill(work.change, 0, tokens * model, 0f);
    for (int pick = 0; pick < tokens * used; pick++) {
      int token = pick / used;
      float share = routing.shares[token * router.rows() + routing.chosen[pick]];
      compute
          .kernels()
          .addScaled(share, routing.results, pick * model, work.change, token * model, model);
    }
  }

  /** Softmax over all experts; the {@code used} largest, lowest number first among equals. */
  private void route(Compute compute, float[] shares, int token, int[] chosen) {
    int at = token * router.rows();
    compute.kernels().softmax(shares, at, router.rows());
    float total = 0;
    for (int rank = 0; rank < used; rank++) {
      int best = -1;
      for (int e = 0; e < router.rows(); e++) {
        boolean taken = false;
        for (int earlier = 0; earlier < rank; earlier++) {
          taken |= chosen[token * used + earlier] == e;
        }
        if (!taken && (best < 0 || shares[at + e] > shares[at + best])) {
          best = e;
        }
      }
      chosen[token * used + rank] = best;
      total += shares[at + best];
    }
    for (int rank = 0; rank < used; rank++) {
      shares[at + chosen[token * used + rank]] /= total;
    }
  }

  /** Runs one expert on the tokens that chose it, if any. */
  private void run(
      Compute compute, int expert, int all, Workspace work, Workspace.Routing routing, int model) {
    Activations input = work.input;
    int count = 0;
    for (int pick = 0; pick < all; pick++) {
      if (routing.chosen[pick] == expert) {
        System.arraycopy(routing.inputs, pick / used * model, input.values, count * model, model);
        routing.picks[count++] = pick;
      }
    }
    if (count == 0) {
      return;
    }
    input.shape(count, model);
    experts.apply(compute, expert, work, work.change);
    for (int i = 0; i < count; i++) {
      System.arraycopy(work.change, i * model, routing.results, routing.picks[i] * model, model);
    }
  }

  @Override
  public int width() {
    return experts.width();
  }
}
