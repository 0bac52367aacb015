package dev.flint.runtime.engine;

import dev.flint.runtime.kernel.Backend;
import dev.flint.runtime.kernel.CacheFormat;
import dev.flint.runtime.weights.Placement;
import java.time.Duration;

/**
 * How an engine runs.
 *
 * @param threads that compute
 * @param backend a backend's name, or {@code auto}
 * @param maxSequences answers computed side by side
 * @param maxQueued requests that wait; more are refused
 * @param cacheTokens tokens whose keys and values fit in memory, all sequences together; memory is
 *     taken as it is needed. 0: as many as {@code maxSequences} full contexts, at most 2 GiB
 * @param cacheFormat how they are kept
 * @param placement how weights are kept
 * @param warmup the longest that an engine runs in, so that Java compiles it, before it takes its
 *     first request; zero for not at all
 */
public record EngineOptions(
    int threads,
    String backend,
    int maxSequences,
    int maxQueued,
    int cacheTokens,
    CacheFormat cacheFormat,
    Placement placement,
    Duration warmup) {
  /** Enough for every kernel to be compiled, with a core to spare for the compiler. */
  public static final Duration WARMUP = Duration.ofMillis(1500);

  /** With keys and values in single precision, weights laid anew, and no warm-up. */
  public EngineOptions(
      int threads, String backend, int maxSequences, int maxQueued, int cacheTokens) {
    this(
        threads,
        backend,
        maxSequences,
        maxQueued,
        cacheTokens,
        CacheFormat.F32,
        Placement.DEFAULT,
        Duration.ZERO);
  }

  /** Every processor, the best backend, eight answers at once, sixty-four waiting, warmed up. */
  public static EngineOptions defaults() {
    return new EngineOptions(Runtime.getRuntime().availableProcessors(), Backend.AUTO, 8, 64, 0)
        .with(WARMUP);
  }

  /** The same with other threads and backend. */
  public EngineOptions with(int threads, String backend) {
    return new EngineOptions(
        threads, backend, maxSequences, maxQueued, cacheTokens, cacheFormat, placement, warmup);
  }

  /** The same with keys and values kept otherwise. */
  public EngineOptions with(CacheFormat format) {
    return new EngineOptions(
        threads, backend, maxSequences, maxQueued, cacheTokens, format, placement, warmup);
  }

  /** The same with weights kept otherwise. */
  public EngineOptions with(Placement placement) {
    return new EngineOptions(
        threads, backend, maxSequences, maxQueued, cacheTokens, cacheFormat, placement, warmup);
  }

  /** The same with another warm-up. */
  public EngineOptions with(Duration warmup) {
    return new EngineOptions(
        threads, backend, maxSequences, maxQueued, cacheTokens, cacheFormat, placement, warmup);
  }

  /** The same for one answer at a time. */
  public EngineOptions alone() {
    return new EngineOptions(threads, backend, 1, 1, cacheTokens, cacheFormat, placement, warmup);
  }
}
