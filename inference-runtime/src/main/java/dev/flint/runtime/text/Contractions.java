package dev.flint.runtime.text;

/** {@code 's|'t|'re|'ve|'m|'ll|'d} after an ASCII apostrophe. */
final class Contractions {
  private Contractions() {}

  /** The end of the contraction at a position, or that position. */
  static int end(int[] text, int at, int to, boolean anyCase) {
    if (at + 1 >= to || text[at] != '\'') {
      return at;
    }
    int first = letter(text[at + 1], anyCase);
    if (first == 's' || first == 't' || first == 'm' || first == 'd') {
      return at + 2;
    }
    if (at + 2 < to) {
      int second = letter(text[at + 2], anyCase);
      if ((first == 'r' && second == 'e')
          || (first == 'v' && second == 'e')
          || (first == 'l' && second == 'l')) {
        return at + 3;
      }
    }
    return at;
  }

  private static int letter(int point, boolean anyCase) {
    return anyCase && point >= 'A' && point <= 'Z' ? point + 32 : point;
  }
}
