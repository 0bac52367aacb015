package dev.flint.runtime.bench;

import java.util.Optional;

/**
 * One model on so many threads.
 *
 * @param auto ours with the best backend present
 * @param vector ours in plain Java, where that is another backend
 * @param peer llama.cpp
 */
record Outcome(
    ModelShape shape,
    Mix mix,
    RandomModel.Made model,
    int threads,
    Side auto,
    Optional<Side> vector,
    Side peer) {
  /** Ours over theirs. */
  double ratio(Side ours, Workload workload) {
    return ours.speed(workload) / peer.speed(workload);
  }
}
