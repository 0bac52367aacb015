package dev.flint.audit;

import java.util.Objects;

/**
 * The one failure this module throws: a {@link Code} for programs and one sentence for people that
 * says what is wrong and what to do.
 */
public final class AuditException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of failure, stable across versions. */
  public enum Code {
    /** The storage did not answer or refused; the entry may or may not be durable. */
    STORAGE_UNAVAILABLE,
    /** An entry breaks a limit, or its id is taken by another record. */
    BAD_ENTRY,
    /** Another writer extended the tree first; the sequencer reads the tree again and goes on. */
    CONFLICT,
    /** What is stored contradicts a signed checkpoint; the log refuses to go on. */
    TAMPERED,
    /** A note, checkpoint, proof or key does not follow its format. */
    MALFORMED,
    /** A key file could not be read, written or does not fit. */
    KEY,
    /** A file or folder could not be read or written. */
    IO,
    /** The log was closed. */
    CLOSED
  }

  private final Code code;

  public AuditException(Code code, String message) {
    super(message);
    this.code = code;
  }

  public AuditException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** The kind of failure. */
  public Code code() {
    return code;
  }

  /** The sentence; always there. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
