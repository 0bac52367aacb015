package dev.flint.runtime.text.template;

import java.util.Locale;

/** Upper and lower case, in no language in particular. */
final class Cases {
  private Cases() {}

  /** Lower case without accounting, for short texts. */
  static String lowerPlain(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  static String upper(Render render, String text) {
    render.budget().text(text.length());
    return text.toUpperCase(Locale.ROOT);
  }

  static String lower(Render render, String text) {
    render.budget().text(text.length());
    return text.toLowerCase(Locale.ROOT);
  }

  static String swap(Render render, String text) {
    TextBuffer out = new TextBuffer(render.budget());
    text.codePoints()
        .forEach(c -> {
          String one = Character.toString(c);
          out.append(
              Character.isUpperCase(c)
                  ? one.toLowerCase(Locale.ROOT)
                  : one.toUpperCase(Locale.ROOT));
        });
    return out.toString();
  }

  static String capitalize(Render render, String text) {
    if (text.isEmpty()) {
      return text;
    }
    int first = text.offsetByCodePoints(0, 1);
    render.budget().text(2L * text.length());
    return titleOf(text.codePointAt(0)) + text.substring(first).toLowerCase(Locale.ROOT);
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
      out.append(inside ? Character.toString(c).toLowerCase(Locale.ROOT) : titleOf(c));
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
      String one = Character.toString(c);
      out.append(inside ? one.toLowerCase(Locale.ROOT) : one.toUpperCase(Locale.ROOT));
      inside = !Whitespace.is(c) && "-({[<".indexOf(c) < 0;
    }
    return out.toString();
  }

  private static boolean cased(int c) {
    return Character.isUpperCase(c) || Character.isLowerCase(c) || Character.isTitleCase(c);
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
