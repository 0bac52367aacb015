package dev.flint.runtime.text.template;

import dev.flint.runtime.text.template.Token.Kind;
import java.util.List;

/** Reads the names, literals and operators inside of tags. */
final class TagLexer {
  private static final List<String> OPERATORS =
      List.of(
          "//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{",
          "}", ">", "<", "=", ".", ":", "|", ",", ";");

  private final String source;
  private final StringBuilder open = new StringBuilder();
  private int end;

  TagLexer(String source) {
    this.source = source;
  }

  /** Whether every bracket opened so far is closed. */
  boolean balanced() {
    return open.isEmpty();
  }

  /** Where the last token ended. */
  int end() {
    return end;
  }

  Token next(int at, int line) {
    char c = source.charAt(at);
    if (c >= '0' && c <= '9') {
      return number(at, line);
    }
    if (c == '"' || c == '\'') {
      end = stringEnd(at);
      return new Token(Kind.STRING, Literals.unescape(source.substring(at + 1, end - 1)), line);
    }
    if (nameEnd(at) > at) {
      end = nameEnd(at);
      return new Token(Kind.NAME, source.substring(at, end), line);
    }
    for (String operator : OPERATORS) {
      if (source.startsWith(operator, at)) {
        end = at + operator.length();
        balance(operator);
        return new Token(Kind.OPERATOR, operator, line);
      }
    }
    throw Faults.fault(
        "the character '" + Character.toString(source.codePointAt(at)) + "' has no meaning here");
  }

  private void balance(String operator) {
    switch (operator) {
      case "(" -> open.append(')');
      case "[" -> open.append(']');
      case "{" -> open.append('}');
      case ")", "]", "}" -> {
        int last = open.length() - 1;
        if (last < 0 || open.charAt(last) != operator.charAt(0)) {
          throw Faults.fault("'" + operator + "' closes nothing");
        }
        open.setLength(last);
      }
      default -> {}
    }
  }

  private int nameEnd(int at) {
    int i = at;
    while (i < source.length()) {
      int c = source.codePointAt(i);
      if (c != '_' && !Character.isLetterOrDigit(c)) {
        break;
      }
      i += Character.charCount(c);
    }
    return i;
  }

  private int stringEnd(int at) {
    char quote = source.charAt(at);
    for (int i = at + 1; i < source.length(); i++) {
      char c = source.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == quote) {
        return i + 1;
      }
    }
    throw Faults.fault("a string is not closed");
  }

  private Token number(int at, int line) {
    int radix = radix(at);
    if (radix != 10) {
      end = digits(at + 2, radix);
      return new Token(Kind.INTEGER, Literals.integer(source.substring(at + 2, end), radix), line);
    }
    end = digits(at, 10);
    // After a dot only an integer can stand: x.1.2 are two subscripts.
    boolean decimal = (at == 0 || source.charAt(at - 1) != '.') && (fraction() | exponent());
    String text = source.substring(at, end).replace("_", "");
    if (!decimal
        && text.length() > 1
        && text.charAt(0) == '0'
        && text.chars().anyMatch(c -> c != '0')) {
      throw Faults.fault("an integer begins with zeros");
    }
    return decimal
        ? new Token(Kind.DECIMAL, text, line)
        : new Token(Kind.INTEGER, Literals.integer(text, 10), line);
  }

  private int radix(int at) {
    if (source.charAt(at) != '0' || at + 2 >= source.length()) {
      return 10;
    }
    int radix =
        switch (source.charAt(at + 1)) {
          case 'x', 'X' -> 16;
          case 'o', 'O' -> 8;
          case 'b', 'B' -> 2;
          default -> 10;
        };
    return digits(at + 2, radix) > at + 2 ? radix : 10;
  }

  private int digits(int from, int radix) {
    int i = from;
    while (i < source.length()) {
      char c = source.charAt(i);
      boolean separator =
          c == '_' && i + 1 < source.length() && isDigit(source.charAt(i + 1), radix);
      if (!separator && !isDigit(c, radix)) {
        break;
      }
      i++;
    }
    return i;
  }

  private static boolean isDigit(char c, int radix) {
    return c < 128 && Character.digit(c, radix) >= 0;
  }

  private boolean fraction() {
    if (end < source.length() && source.charAt(end) == '.') {
      int after = digits(end + 1, 10);
      if (after > end + 1 && source.charAt(end + 1) != '_') {
        end = after;
        return true;
      }
    }
    return false;
  }

  private boolean exponent() {
    if (end < source.length() && (source.charAt(end) | 32) == 'e') {
      int start = end + 1;
      if (start < source.length() && "+-".indexOf(source.charAt(start)) >= 0) {
        start++;
      }
      int after = digits(start, 10);
      if (after > start && source.charAt(start) != '_') {
        end = after;
        return true;
      }
    }
    return false;
  }
}
