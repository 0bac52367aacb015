package dev.flint.platform.trail;

/** Something could not be recorded, so it must not happen. Trying again later may work. */
public final class TrailUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TrailUnavailable(String message, Throwable cause) {
    super(message, cause);
  }

  public TrailUnavailable(String message) {
    super(message);
  }
}
