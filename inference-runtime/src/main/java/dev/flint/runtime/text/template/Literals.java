package dev.flint.runtime.text.template;

/** What literals in a template stand for. */
final class Literals {
  private Literals() {}

  /** An integer literal in decimal digits, checked to fit 64 bits. */
  static String integer(String digits, int radix) {
    try {
      return Long.toString(Long.parseLong(digits.replace("_", ""), radix));
    } catch (NumberFormatException e) {
      throw Faults.fault("the integer " + clip(digits) + " does not fit 64 bits");
    }
  }

  private static String clip(String digits) {
    return digits.length() <= 24 ? digits : digits.substring(0, 24) + "…";
  }

  /** Python's escapes; an unknown one keeps its backslash. */
  static String unescape(String raw) {
    if (raw.indexOf('\\') < 0) {
      return raw;
    }
    StringBuilder text = new StringBuilder(raw.length());
    int i = 0;
    while (i < raw.length()) {
      char c = raw.charAt(i++);
      if (c != '\\' || i == raw.length()) {
        text.append(c);
        continue;
      }
      char escape = raw.charAt(i++);
      switch (escape) {
        case '\n' -> {}
        case '\\', '\'', '"' -> text.append(escape);
        case 'a' -> text.append('\u0007');
        case 'b' -> text.append('\b');
        case 'f' -> text.append('\f');
        case 'n' -> text.append('\n');
        case 'r' -> text.append('\r');
        case 't' -> text.append('\t');
        case 'v' -> text.append('\u000b');
        case 'x' -> i = hexadecimal(raw, i, 2, text);
        case 'u' -> i = hexadecimal(raw, i, 4, text);
        case 'U' -> i = hexadecimal(raw, i, 8, text);
        case '0', '1', '2', '3', '4', '5', '6', '7' -> i = octal(raw, i - 1, text);
        case 'N' -> throw Faults.fault("the escape \\N is not supported; use \\u");
        default -> text.append('\\').append(escape);
      }
    }
    return text.toString();
  }

  private static int hexadecimal(String raw, int from, int count, StringBuilder text) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      int digit = i < raw.length() ? Character.digit(raw.charAt(i), 16) : -1;
      if (digit < 0 || value > 0x10FFFF) {
        throw Faults.fault("an escape in a string needs " + count + " hexadecimal digits");
      }
      value = value * 16 + digit;
    }
    if (value < 0 || value > 0x10FFFF) {
      throw Faults.fault("an escape in a string names no character");
    }
    text.appendCodePoint(value);
    return from + count;
  }

  private static int octal(String raw, int from, StringBuilder text) {
    int value = 0;
    int i = from;
    while (i < raw.length() && i < from + 3 && raw.charAt(i) >= '0' && raw.charAt(i) <= '7') {
      value = value * 8 + raw.charAt(i++) - '0';
    }
    text.appendCodePoint(value);
    return i;
  }
}
