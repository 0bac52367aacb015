package dev.flint.registry.trust;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys whose signatures are believed. A bundle selects among them and never adds one. */
public final class TrustedKeys {
  private final Map<String, VerifyingKey> byFingerprint;

  /** Trusts these keys and no others. */
  public TrustedKeys(Collection<VerifyingKey> keys) {
    Map<String, VerifyingKey> map = new LinkedHashMap<>();
    keys.forEach(key -> map.put(key.fingerprint(), key));
    this.byFingerprint = Map.copyOf(map);
  }

  /** Trusts these keys and no others. */
  public static TrustedKeys of(VerifyingKey... keys) {
    return new TrustedKeys(List.of(keys));
  }

  /** The fingerprints of all trusted keys. */
  public Set<String> fingerprints() {
    return byFingerprint.keySet();
  }

  Optional<VerifyingKey> find(String fingerprint) {
    return Optional.ofNullable(byFingerprint.get(fingerprint));
  }
}
