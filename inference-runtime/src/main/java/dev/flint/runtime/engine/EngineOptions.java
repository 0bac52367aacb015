package dev.flint.runtime.engine;

import dev.flint.runtime.kernel.Backend;
import dev.flint.runtime.kernel.CacheFormat;

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
 */
public record EngineOptions(
    int threads,
    String backend,
    int maxSequences,
    int maxQueued,
    int cacheTokens,
    CacheFormat cacheFormat) {

  /** With keys and values in single precision. */
  public EngineOptions(
      int threads, String backend, int maxSequences, int maxQueued, int cacheTokens) {
    this(threads, backend, maxSequences, maxQueued, cacheTokens, CacheFormat.F32);
  }

  /** Every processor, the best backend, eight answers at once, sixty-four waiting. */
  public static EngineOptions defaults() {
    return new EngineOptions(Runtime.getRuntime().availableProcessors(), Backend.AUTO, 8, 64, 0);
  }

  /** The same with other threads and backend. */
  public EngineOptions with(int threads, String backend) {
    return new EngineOptions(threads, backend, maxSequences, maxQueued, cacheTokens, cacheFormat);
  }

  /** The same with keys and values kept otherwise. */
  public EngineOptions with(CacheFormat format) {
    return new EngineOptions(threads, backend, maxSequences, maxQueued, cacheTokens, format);
  }

  /** The same for one answer at a time. */
  public EngineOptions alone() {
    return new EngineOptions(threads, backend, 1, 1, cacheTokens, cacheFormat);
  }
}
