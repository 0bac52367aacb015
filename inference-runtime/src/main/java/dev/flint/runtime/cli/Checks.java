package dev.flint.runtime.cli;

import dev.flint.runtime.RuntimeFault;
import dev.flint.runtime.RuntimeFault.Code;

/** Bounds on what the command line gives. */
final class Checks {
  private Checks() {}

  static int inRange(String option, int value, int min, int max) {
    if (value < min || value > max) {
      throw new RuntimeFault(
          Code.BAD_REQUEST, "%s is %d; it must be %d to %d".formatted(option, value, min, max));
    }
    return value;
  }
}
