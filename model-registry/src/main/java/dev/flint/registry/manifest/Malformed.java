package dev.flint.registry.manifest;

/** Bytes that claim to be a signature and break its format; the message says where. */
public final class Malformed extends Exception {
  private static final long serialVersionUID = 1L;

  Malformed(String message) {
    // No stack trace: this is the ordinary answer to hostile input and must stay cheap.
    super(message, null, false, false);
  }
}
