package dev.flint.runtime.text.template;

/** Texts counted in code points, as Python counts them. */
final class Characters {
  private Characters() {}

  static int count(Render render, String text) {
    render.budget().scan(text.length());
    return text.codePointCount(0, text.length());
  }

  /** The part between two positions in code points, both within the text. */
  static String part(Render render, String text, int from, int to) {
    if (from >= to) {
      return "";
    }
    render.budget().scan(text.length());
    int start = text.offsetByCodePoints(0, from);
    int end = text.offsetByCodePoints(start, to - from);
    render.budget().text(end - start);
    return text.substring(start, end);
  }

  static String reverse(Render render, String text) {
    render.budget().text(text.length());
    return new StringBuilder(text).reverse().toString();
  }
}
