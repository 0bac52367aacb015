package dev.flint.runtime.text.template;

import org.jspecify.annotations.Nullable;

/** Arguments in the order of a built-in's parameters, with the conversions these need. */
final class Bound {
  private final String callee;
  private final String[] parameters;
  private final Value[] values;

  Bound(String callee, String[] parameters, Value[] values) {
    this.callee = callee;
    this.parameters = parameters;
    this.values = values;
  }

  @Nullable Value find(int index) {
    return values[index];
  }

  Value value(int index) {
    Value value = values[index];
    if (value == null) {
      throw Faults.fault("'" + callee + "' needs the argument '" + parameters[index] + "'");
    }
    return value;
  }

  Value or(int index, Value fallback) {
    Value value = values[index];
    return value == null ? fallback : value;
  }

  /** Whether the argument is left out, or none. */
  boolean absent(int index) {
    return values[index] == null || values[index] == Value.None.NONE;
  }

  boolean flag(int index, boolean fallback) {
    Value value = values[index];
    return value == null ? fallback : Truth.of(value);
  }

  long integer(int index, long fallback) {
    return absent(index) ? fallback : integer(index);
  }

  long integer(int index) {
    return switch (value(index)) {
      case Value.Int number -> number.value();
      case Value.Bool bool -> bool.value() ? 1 : 0;
      case Value other -> throw wrong(index, "an integer", other);
    };
  }

  /** An integer clamped to the range of an int. */
  int small(int index, int fallback) {
    return Math.clamp(integer(index, fallback), Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  String text(int index) {
    return switch (value(index)) {
      case Value.Text text -> text.value();
      case Value other -> throw wrong(index, "a string", other);
    };
  }

  String text(int index, String fallback) {
    return absent(index) ? fallback : text(index);
  }

  private RuntimeException wrong(int index, String wanted, Value given) {
    return given instanceof Value.Undefined undefined
        ? Faults.fault(undefined.reason())
        : Faults.fault(
            "'"
                + callee
                + "' needs "
                + wanted
                + " as '"
                + parameters[index]
                + "', not a "
                + Types.name(given));
  }
}
