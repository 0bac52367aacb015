package dev.flint.platform.wiring;

/** The service cannot start: one sentence that names what is wrong and what to do. */
public final class StartFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of failure, stable across versions. */
  public enum Code {
    /** The command line or a setting asks for something that does not exist. */
    BAD_SETTING,
    /** Another service holds the data folder. */
    DATA_LOCKED,
    /** A file or folder could not be read, written, or has permissions that give a secret away. */
    DATA_FOLDER,
    /** The port is taken or the address is not this machine's. */
    ADDRESS,
    /** PostgreSQL could not be unpacked, created, started or reached. */
    DATABASE,
    /** A model could not be imported, signed or approved. */
    MODEL
  }

  private final Code code;

  StartFault(Code code, String message) {
    super(message);
    this.code = code;
  }

  StartFault(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** The kind of failure. */
  public Code code() {
    return code;
  }
}
