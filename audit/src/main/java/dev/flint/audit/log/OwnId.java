package dev.flint.audit.log;

import java.nio.charset.StandardCharsets;

/**
 * Holds a record's id against the one that the record itself says, where it is a JSON object (RFC
 * 8259) with a member {@code id}. Records are opaque otherwise, and need not be JSON.
 */
public final class OwnId {
  private final String text;
  private int at;

  private OwnId(String text) {
    this.text = text;
  }

  /** False only where the record is an object with a top-level string {@code id} that differs. */
  public static boolean agrees(String id, byte[] record) {
    if (record.length == 0 || record[0] != '{') {
      return true;
    }
    // One character a byte: UTF-8 keeps quotes, braces and backslashes apart from all else.
    return new OwnId(new String(record, StandardCharsets.ISO_8859_1)).agrees(id);
  }

  private boolean agrees(String id) {
    int depth = 0;
    boolean name = false; // whether a string here is the name of a top-level member
    while (at < text.length()) {
      char c = text.charAt(at);
      switch (c) {
        case '{', '[' -> {
          depth++;
          name = depth == 1;
          at++;
        }
        case '}', ']' -> {
          depth--;
          at++;
        }
        case ',' -> {
          name = depth == 1;
          at++;
        }
        case '"' -> {
          String string = string();
          if (name && string.equals("id") && stringFollows() && !string().equals(id)) {
            return false;
          }
          name = false;
        }
        default -> at++;
      }
    }
    return true;
  }

  /** The string that begins here, its escapes left as they are. */
  private String string() {
    int start = ++at;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    int end = Math.min(at, text.length());
    at = end + 1;
    return text.substring(start, end);
  }

  /** Steps over the colon and to the value. */
  private boolean stringFollows() {
    while (at < text.length() && ": \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length() && text.charAt(at) == '"';
  }
}
