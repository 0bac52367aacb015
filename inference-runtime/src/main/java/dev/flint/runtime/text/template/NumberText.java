package dev.flint.runtime.text.template;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers read from text, as Python's {@code int} and {@code float} read them. */
final class NumberText {
  /** Longer texts are no numbers of 64 bits, and parsing them would cost. */
  private static final int LONGEST = 1000;

  private NumberText() {}

  /** An integer, or null if the text is none. */
  static Value.@Nullable Int integer(String text, int base) {
    String digits = text.strip();
    boolean negative = digits.startsWith("-");
    if (negative || digits.startsWith("+")) {
      digits = digits.substring(1);
    }
    int radix = base;
    int prefixed = prefix(digits);
    if (prefixed != 0 && (base == prefixed || base == 0)) {
      radix = prefixed;
      digits = digits.substring(2);
    } else if (base == 0) {
      radix = 10;
    }
    if (radix < 2 || radix > 36 || !wellFormed(digits, radix)) {
      return null;
    }
    try {
      return new Value.Int(Long.parseLong((negative ? "-" : "") + digits.replace("_", ""), radix));
    } catch (NumberFormatException e) {
      throw Faults.fault("an integer does not fit 64 bits");
    }
  }

  private static int prefix(String digits) {
    if (digits.length() < 3 || digits.charAt(0) != '0') {
      return 0;
    }
    return switch (digits.charAt(1)) {
      case 'x', 'X' -> 16;
      case 'o', 'O' -> 8;
      case 'b', 'B' -> 2;
      default -> 0;
    };
  }

  private static boolean wellFormed(String digits, int radix) {
    boolean digit = false;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c == '_' ? !digit : Character.digit(c, radix) < 0) {
        return false;
      }
      digit = c != '_';
    }
    return digit;
  }

  /** A decimal, or null if the text is none. */
  static @Nullable Double decimal(String text) {
    String number = text.strip();
    if (number.length() > LONGEST) {
      return null;
    }
    String word = number.toLowerCase(Locale.ROOT);
    switch (word) {
      case "inf", "+inf", "infinity", "+infinity" -> {
        return Double.POSITIVE_INFINITY;
      }
      case "-inf", "-infinity" -> {
        return Double.NEGATIVE_INFINITY;
      }
      case "nan", "+nan", "-nan" -> {
        return Double.NaN;
      }
      default -> {}
    }
    // What Java would accept beyond Python: hexadecimal and the suffixes f and d.
    for (int i = 0; i < word.length(); i++) {
      if ("0123456789+-.e_".indexOf(word.charAt(i)) < 0) {
        return null;
      }
    }
    try {
      return Double.valueOf(word.replace("_", ""));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
