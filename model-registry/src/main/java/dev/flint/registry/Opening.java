package dev.flint.registry;

import dev.flint.registry.trust.Verdict;

/** What came of opening a model version. */
public sealed interface Opening {
  /** Every byte was digested and its signature verified; close the model after use. */
  record Opened(VerifiedModel model) implements Opening {}

  /** The version may not be served, for the reason the verdict states. */
  record Refused(Verdict verdict) implements Opening {}
}
