package dev.flint.runtime.text.template;

import java.util.BitSet;
import java.util.Locale;

/**
 * Upper and lower case, in no language in particular. Character by character: the JDK's own takes
 * quadratic time where letters grow.
 */
final class Cases {
  private static final int CAPITAL_SIGMA = 0x3A3;
  private static final String FINAL_SIGMA = "\u03C2";

  private Cases() {}

  static String upper(Render render, String text) {
    TextBuffer out = new TextBuffer(render.budget());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      upper(render, c, out);
    }
    return out.toString();
  }

  private static void upper(Render render, int c, TextBuffer out) {
    if (c < 128) {
      out.append((char) Character.toUpperCase(c));
    } else {
      render.budget().step();
      out.append(Character.toString(c).toUpperCase(Locale.ROOT));
    }
  }

  static String lower(Render render, String text) {
    TextBuffer out = new TextBuffer(render.budget());
    lower(render, text, 0, out);
    return out.toString();
  }

  private static void lower(Render render, String text, int from, TextBuffer out) {
    BitSet finals = text.indexOf(CAPITAL_SIGMA, from) >= 0 ? finalSigmas(text) : new BitSet();
    for (int i = from; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (finals.get(i)) {
        out.append(FINAL_SIGMA);
      } else {
        lower(render, c, out);
      }
      i += Character.charCount(c);
    }
  }

  private static void lower(Render render, int c, TextBuffer out) {
    if (c < 128) {
      out.append((char) Character.toLowerCase(c));
    } else {
      render.budget().step();
      out.append(Character.toString(c).toLowerCase(Locale.ROOT));
    }
  }

  /** Where a capital sigma ends a word (Unicode, Final_Sigma): a letter before, none after. */
  private static BitSet finalSigmas(String text) {
    BitSet finals = new BitSet();
    boolean before = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (c == CAPITAL_SIGMA && before) {
        finals.set(i);
      }
      before = ignorable(c) ? before : cased(c);
      i += Character.charCount(c);
    }
    boolean after = false;
    for (int i = text.length(); i > 0; ) {
      int c = text.codePointBefore(i);
      i -= Character.charCount(c);
      if (after) {
        finals.clear(i);
      }
      after = ignorable(c) ? after : cased(c);
    }
    return finals;
  }

  private static boolean ignorable(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT,
          Character.MODIFIER_LETTER,
          Character.MODIFIER_SYMBOL ->
          true;
      default ->
          "'.:\u00B7\u0387\u2018\u2019\u2024\u2027\uFE13\uFE52\uFE55\uFF07\uFF0E\uFF1A".indexOf(c)
              >= 0;
    };
  }

  static String swap(Render render, String text) {
    TextBuffer out = new TextBuffer(render.budget());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (Character.isUpperCase(c)) {
        lower(render, c, out);
      } else {
        upper(render, c, out);
      }
    }
    return out.toString();
  }

  static String capitalize(Render render, String text) {
    if (text.isEmpty()) {
      return text;
    }
    TextBuffer out = new TextBuffer(render.budget());
    out.append(titleOf(text.codePointAt(0)));
    lower(render, text, text.offsetByCodePoints(0, 1), out);
    return out.toString();
  }

  private static String titleOf(int c) {
    int title = Character.toTitleCase(c);
    if (title != c) {
      return Character.toString(title);
    }
    // A ligature or a sharp s becomes several letters, of which one is large.
    String upper = Character.toString(c).toUpperCase(Locale.ROOT);
    int first = upper.offsetByCodePoints(0, 1);
    return upper.substring(0, first) + upper.substring(first).toLowerCase(Locale.ROOT);
  }

  /** Python's {@code str.title}: a letter after anything but a letter is large. */
  static String title(Render render, String text) {
    TextBuffer out = new TextBuffer(render.budget());
    boolean inside = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (inside) {
        lower(render, c, out);
      } else {
        out.append(titleOf(c));
      }
      inside = cased(c);
    }
    return out.toString();
  }

  /** Jinja's filter {@code title}: words begin after blanks, hyphens and opening brackets. */
  static String titleWords(Render render, String text) {
    TextBuffer out = new TextBuffer(render.budget());
    boolean inside = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (inside) {
        lower(render, c, out);
      } else {
        upper(render, c, out);
      }
      inside = !Whitespace.is(c) && "-({[<".indexOf(c) < 0;
    }
    return out.toString();
  }

  private static boolean cased(int c) {
    return Character.isUpperCase(c) || Character.isLowerCase(c) || Character.isTitleCase(c);
  }

  static boolean isCased(Render render, String text) {
    render.budget().steps(text.length());
    return text.codePoints().anyMatch(Cases::cased);
  }

  static boolean isLower(Render render, String text) {
    render.budget().steps(text.length());
    return text.codePoints().anyMatch(Character::isLowerCase)
        && text.codePoints().noneMatch(c -> Character.isUpperCase(c) || Character.isTitleCase(c));
  }

  static boolean isUpper(Render render, String text) {
    render.budget().steps(text.length());
    return text.codePoints().anyMatch(Character::isUpperCase)
        && text.codePoints().noneMatch(c -> Character.isLowerCase(c) || Character.isTitleCase(c));
  }
}
