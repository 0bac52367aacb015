package dev.flint.runtime.text.template;

import dev.flint.runtime.RuntimeFault;

/** Makes the one failure of this package. */
final class Faults {
  private Faults() {}

  static RuntimeFault fault(String message) {
    return new RuntimeFault(RuntimeFault.Code.TEMPLATE, message);
  }

  /** The same failure, with the line of the template where it happened. */
  static RuntimeFault at(int line, RuntimeFault fault) {
    return new RuntimeFault(
        RuntimeFault.Code.TEMPLATE,
        "Chat template, line " + line + ": " + fault.getMessage(),
        fault);
  }
}
