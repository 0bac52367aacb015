package dev.flint.platform.wiring;

/** Which version of the service this is. */
final class Version {
  private Version() {}

  /** As the jar's manifest says, or {@code dev} where classes do not come from a jar. */
  static String current() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }
}
