package dev.flint.registry.fault;

/**
 * The one failure this module throws: a {@link Code} for programs and one sentence for people that
 * names what is wrong and what to do. Expected outcomes, such as a signature that does not verify,
 * are results and never arrive here.
 */
public final class RegistryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of failure, stable across versions. */
  public enum Code {
    /** A model name is not a valid slug. */
    INVALID_NAME,
    /** A reason or an actor is missing, too long or not printable. */
    INVALID_ARGUMENT,
    /** No such model version. */
    NOT_FOUND,
    /** The version is in a state from which this step is not legal. */
    ILLEGAL_TRANSITION,
    /** Somebody else changed the version at the same moment; look again and decide again. */
    CONFLICT,
    /** The version's signature does not verify, so the step that needs it is refused. */
    UNTRUSTED,
    /** The file to import is missing, a link, a folder or another special file. */
    UNSUITABLE_FILE,
    /** The store's disk has too little room. */
    NO_SPACE,
    /** A file could not be read or written. */
    IO,
    /** A key file is malformed, of an unsupported kind or readable by others. */
    BAD_KEY,
    /** The database did not answer or refused. */
    STORAGE_UNAVAILABLE
  }

  private final Code code;

  public RegistryException(Code code, String message) {
    super(message);
    this.code = code;
  }

  public RegistryException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** The kind of failure. */
  public Code code() {
    return code;
  }
}
