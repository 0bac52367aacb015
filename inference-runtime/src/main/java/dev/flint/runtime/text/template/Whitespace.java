package dev.flint.runtime.text.template;

/** Whitespace as Python's {@code str.isspace} sees it. */
final class Whitespace {
  private Whitespace() {}

  static boolean is(int c) {
    if (c < 128) {
      return c == ' ' || (c >= 9 && c <= 13) || (c >= 28 && c <= 31);
    }
    return c == 0x85 || Character.isSpaceChar(c);
  }

  /** The first index at or after {@code from} that is not whitespace. */
  static int skip(String text, int from) {
    int i = from;
    while (i < text.length() && is(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** Whether there is something between the indices, and all of it is whitespace. */
  static boolean blank(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!is(text.charAt(i))) {
        return false;
      }
    }
    return from < to;
  }

  /** Whether this character ends a line for {@code str.splitlines}. */
  static boolean endsLine(char c) {
    return (c >= 10 && c <= 13) || (c >= 28 && c <= 30) || c == 0x85 || c == 0x2028 || c == 0x2029;
  }
}
