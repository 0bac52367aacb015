package dev.flint.platform.access;

/**
 * A key just made. This is the only moment its text exists outside its holder's hands.
 *
 * @param plain the whole key, {@code flint_<id>_<secret>_<checksum>}
 * @param caller whom it stands for
 */
public record NewKey(String plain, Caller caller) {
  /** Never the secret: records are printed by loggers. */
  @Override
  public String toString() {
    return "NewKey[" + caller + "]";
  }
}
