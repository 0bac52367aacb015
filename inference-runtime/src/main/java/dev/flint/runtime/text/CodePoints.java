package dev.flint.runtime.text;

import java.util.Arrays;

/** Unicode's general categories and White_Space, as pre-tokenizers use them. */
final class CodePoints {
  private static final int LETTER =
      1 << Character.UPPERCASE_LETTER
          | 1 << Character.LOWERCASE_LETTER
          | 1 << Character.TITLECASE_LETTER
          | 1 << Character.MODIFIER_LETTER
          | 1 << Character.OTHER_LETTER;
  private static final int MARK =
      1 << Character.NON_SPACING_MARK
          | 1 << Character.ENCLOSING_MARK
          | 1 << Character.COMBINING_SPACING_MARK;
  private static final int NUMBER =
      1 << Character.DECIMAL_DIGIT_NUMBER
          | 1 << Character.LETTER_NUMBER
          | 1 << Character.OTHER_NUMBER;
  private static final int PUNCTUATION =
      1 << Character.CONNECTOR_PUNCTUATION
          | 1 << Character.DASH_PUNCTUATION
          | 1 << Character.START_PUNCTUATION
          | 1 << Character.END_PUNCTUATION
          | 1 << Character.INITIAL_QUOTE_PUNCTUATION
          | 1 << Character.FINAL_QUOTE_PUNCTUATION
          | 1 << Character.OTHER_PUNCTUATION;
  private static final int SYMBOL =
      1 << Character.MATH_SYMBOL
          | 1 << Character.CURRENCY_SYMBOL
          | 1 << Character.MODIFIER_SYMBOL
          | 1 << Character.OTHER_SYMBOL;
  private static final int SEPARATOR =
      1 << Character.SPACE_SEPARATOR
          | 1 << Character.LINE_SEPARATOR
          | 1 << Character.PARAGRAPH_SEPARATOR;
  private static final int CONTROL =
      1 << Character.CONTROL
          | 1 << Character.FORMAT
          | 1 << Character.SURROGATE
          | 1 << Character.PRIVATE_USE;

  private CodePoints() {}

  /** The code points of a text; a lone surrogate, which no UTF-8 can hold, becomes U+FFFD. */
  static int[] of(String text) {
    int[] points = new int[text.length()];
    int count = 0;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      points[count++] = within(point, 0xD800, 0xDFFF) ? 0xFFFD : point;
    }
    return count == points.length ? points : Arrays.copyOf(points, count);
  }

  static boolean letter(int point) {
    return in(LETTER, point);
  }

  static boolean mark(int point) {
    return in(MARK, point);
  }

  static boolean number(int point) {
    return in(NUMBER, point);
  }

  static boolean punctuation(int point) {
    return in(PUNCTUATION, point);
  }

  static boolean symbol(int point) {
    return in(SYMBOL, point);
  }

  static boolean control(int point) {
    return in(CONTROL, point);
  }

  /**
   * White_Space: the separators, tab to carriage return, and next line; no information separators.
   */
  static boolean space(int point) {
    return within(point, '\t', '\r') || point == 0x85 || in(SEPARATOR, point);
  }

  static boolean lineBreak(int point) {
    return point == '\r' || point == '\n';
  }

  static boolean asciiLetter(int point) {
    return within(point, 'a', 'z') || within(point, 'A', 'Z');
  }

  static boolean within(int point, int first, int last) {
    return point >= first && point <= last;
  }

  private static boolean in(int categories, int point) {
    return ((categories >>> Character.getType(point)) & 1) != 0;
  }
}
