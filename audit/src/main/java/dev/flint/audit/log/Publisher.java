package dev.flint.audit.log;

import dev.flint.audit.note.Checkpoint;
import dev.flint.audit.note.VerifierKey;
import java.util.Optional;

/**
 * Keeps the latest checkpoint outside the storage, so that a storage cut short or rewritten no
 * longer matches.
 */
public interface Publisher {
  /** The signed note last published, unverified. */
  Optional<String> published();

  /** Replaces what is published. */
  void publish(Checkpoint checkpoint, VerifierKey key);

  /** Publishes nothing. */
  static Publisher none() {
    return new Publisher() {
      @Override
      public Optional<String> published() {
        return Optional.empty();
      }

      @Override
      public void publish(Checkpoint checkpoint, VerifierKey key) {}
    };
  }
}
