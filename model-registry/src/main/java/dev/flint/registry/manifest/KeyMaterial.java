package dev.flint.registry.manifest;

/** How a bundle says who signed it. It only ever selects among keys trusted already. */
public sealed interface KeyMaterial {
  /** Hex SHA-256 of the key's PEM text: the way of model signing 1.1 and later. */
  record Hint(String fingerprint) implements KeyMaterial {}

  /** The public key itself as PEM text: the way of model signing before 1.1. */
  record Embedded(String pem) implements KeyMaterial {}

  /** A certificate, long-lived or from Sigstore: no method of ours. */
  record Unsupported(String method) implements KeyMaterial {}
}
