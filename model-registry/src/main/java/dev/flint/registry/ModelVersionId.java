package dev.flint.registry;

import java.util.Optional;
import java.util.UUID;

/** Names one model version for good. */
public record ModelVersionId(UUID value) {
  /** Reads an id as {@link #toString} writes it; empty for anything else. */
  public static Optional<ModelVersionId> parse(String text) {
    try {
      UUID value = UUID.fromString(text);
      return value.toString().equals(text)
          ? Optional.of(new ModelVersionId(value))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
