package dev.flint.registry;

import dev.flint.registry.trust.Verdict;

/**
 * What came of preparing a model version for service while its bytes were being digested.
 *
 * @param <T> what is made of the file
 */
public sealed interface Prepared<T extends AutoCloseable> {
  /** The verdict is in: every byte was digested and its signature verified. */
  record Ready<T extends AutoCloseable>(T made, ModelVersion version) implements Prepared<T> {}

  /** The version may not be served; whatever was made of it is closed. */
  record Refused<T extends AutoCloseable>(Verdict verdict) implements Prepared<T> {}
}
