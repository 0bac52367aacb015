package dev.flint.runtime.text.template;

import java.math.BigDecimal;

/** Booleans, integers and decimals as one kind of number. */
final class Numbers {
  /** Integers up to here are exact as decimals. */
  private static final long EXACT = 1L << 53;

  private Numbers() {}

  static boolean isNumber(Value value) {
    return isInteger(value) || value instanceof Value.Decimal;
  }

  /** Whether arithmetic treats it as an integer; true and false are 1 and 0. */
  static boolean isInteger(Value value) {
    return value instanceof Value.Int || value instanceof Value.Bool;
  }

  static boolean isNan(Value value) {
    return value instanceof Value.Decimal number && Double.isNaN(number.value());
  }

  static long integer(Value value) {
    return switch (value) {
      case Value.Int number -> number.value();
      case Value.Bool bool -> bool.value() ? 1 : 0;
      case Value.Undefined undefined -> throw Faults.fault(undefined.reason());
      case Value other -> throw Faults.fault("an integer is needed, not a " + Types.name(other));
    };
  }

  static double decimal(Value value) {
    return switch (value) {
      case Value.Decimal number -> number.value();
      case Value.Undefined undefined -> throw Faults.fault(undefined.reason());
      case Value other when isInteger(other) -> integer(other);
      case Value other -> throw Faults.fault("a number is needed, not a " + Types.name(other));
    };
  }

  static boolean equal(Value left, Value right) {
    return !isNan(left) && !isNan(right) && compare(left, right) == 0;
  }

  static int compare(Value left, Value right) {
    if (isInteger(left) && isInteger(right)) {
      return Long.compare(integer(left), integer(right));
    }
    double a = decimal(left);
    double b = decimal(right);
    if (Double.isNaN(a) || Double.isNaN(b) || Double.isInfinite(a) || Double.isInfinite(b)) {
      return Double.compare(a, b);
    }
    if (Math.abs(a) < EXACT && Math.abs(b) < EXACT) {
      return a == b ? 0 : Double.compare(a, b);
    }
    return exact(left).compareTo(exact(right));
  }

  private static BigDecimal exact(Value value) {
    return value instanceof Value.Decimal number
        ? new BigDecimal(number.value())
        : BigDecimal.valueOf(integer(value));
  }
}
