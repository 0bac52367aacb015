package dev.flint.runtime;

/**
 * The one failure this module throws: a {@link Code} for programs and one sentence for people that
 * names what is wrong, where, and what to do.
 */
public final class RuntimeFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of failure, stable across versions. */
  public enum Code {
    /** A model file breaks its format or a limit. */
    MALFORMED_MODEL,
    /**
     * The file is well-formed, but names an architecture, format or tokenizer that is not built.
     */
    UNSUPPORTED_MODEL,
    /** A chat template failed, raised an error of its own or exceeded its bounds. */
    TEMPLATE,
    /** The caller asked for something impossible: a token outside the vocabulary, a bad setting. */
    BAD_REQUEST,
    /** The engine's queue is full; trying again later may work. */
    OVERLOADED,
    /** The prompt and the answer do not fit the model's context. */
    CONTEXT_EXCEEDED,
    /** A file could not be read or written. */
    IO,
    /** The engine was closed while the request ran. */
    CLOSED
  }

  private final Code code;

  public RuntimeFault(Code code, String message) {
    super(message);
    this.code = code;
  }

  public RuntimeFault(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** The kind of failure. */
  public Code code() {
    return code;
  }

  /** The same fault, with the name of the file in front where the message does not have it yet. */
  public RuntimeFault in(String file) {
    String message = String.valueOf(getMessage());
    return message.contains(file) ? this : new RuntimeFault(code, file + ": " + message, this);
  }
}
