package dev.flint.audit.note;

import dev.flint.audit.AuditException;
import dev.flint.audit.AuditException.Code;

/** Key names: not empty, without Unicode spaces, control characters or plus signs. */
final class KeyName {
  private static final int LONGEST = 255;

  private KeyName() {}

  static String check(String name) {
    boolean fits =
        !name.isEmpty()
            && name.length() <= LONGEST
            && name.codePoints().noneMatch(c -> c == '+' || space(c));
    if (!fits) {
      throw new AuditException(
          Code.MALFORMED,
          "a key name has 1 to %d characters and no space or plus sign".formatted(LONGEST));
    }
    return name;
  }

  private static boolean space(int c) {
    // U+0085 is white space in Unicode and a control character in Java.
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
  }
}
