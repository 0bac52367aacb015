package dev.flint.registry.trust;

import dev.flint.registry.manifest.Statement;

/** What came of verifying a bundle. */
public sealed interface Verification {
  /** A trusted key signed this statement. */
  record Verified(String fingerprint, Statement statement) implements Verification {}

  /** Nothing in the bundle may be believed, for this reason. */
  record Rejected(Verdict verdict) implements Verification {}
}
