package dev.flint.audit.verify;

import dev.flint.audit.AuditException;
import dev.flint.audit.AuditException.Code;
import dev.flint.audit.log.Entry;
import dev.flint.audit.log.RecordLine;
import dev.flint.audit.note.StrictBase64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Reads a line of {@code records.jsonl}: one flat JSON object (RFC 8259) with exactly the four
 * members of {@link RecordLine}, in any order, without escapes, which none of them needs.
 */
final class RecordParser {
  private static final Set<String> MEMBERS = Set.of("index", "id", "salt", "record");
  private static final int MAX_DIGITS = 18;

  private final String text;
  private int at;

  private RecordParser(String text) {
    this.text = text;
  }

  /**
   * The record of a line.
   *
   * @throws AuditException MALFORMED
   */
  static RecordLine parse(String line) {
    Map<String, String> members = new RecordParser(line).object();
    if (!members.keySet().equals(MEMBERS)) {
      throw malformed("a record has the members index, id, salt and record");
    }
    String id = members.getOrDefault("id", "");
    if (!Entry.validId(id)) {
      throw malformed("its id is none that the log gives");
    }
    byte[] salt = StrictBase64.decode(members.getOrDefault("salt", ""), "its salt");
    if (salt.length != Entry.SALT_SIZE) {
      throw malformed("its salt has %d bytes instead of 32".formatted(salt.length));
    }
    byte[] record = StrictBase64.decode(members.getOrDefault("record", ""), "its record");
    return new RecordLine(Long.parseLong(members.getOrDefault("index", "")), id, salt, record);
  }

  private Map<String, String> object() {
    Map<String, String> members = new HashMap<>();
    expect('{');
    do {
      String name = string();
      expect(':');
      String value = name.equals("index") ? number() : string();
      if (members.put(name, value) != null) {
        throw malformed("a member stands twice");
      }
    } while (accept(','));
    expect('}');
    skipSpace();
    if (at != text.length()) {
      throw malformed("something follows the object");
    }
    return members;
  }

  private String string() {
    expect('"');
    int end = text.indexOf('"', at);
    if (end < 0) {
      throw malformed("a string does not end");
    }
    String value = text.substring(at, end);
    if (value.indexOf('\\') >= 0) {
      throw malformed("a string has an escape, which nothing in a record needs");
    }
    at = end + 1;
    return value;
  }

  private String number() {
    skipSpace();
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    String digits = text.substring(start, at);
    boolean leadingZero = digits.length() > 1 && digits.charAt(0) == '0';
    if (digits.isEmpty() || digits.length() > MAX_DIGITS || leadingZero) {
      throw malformed("its index is not a number");
    }
    return digits;
  }

  private void expect(char c) {
    if (!accept(c)) {
      throw malformed("'%s' is due at character %d".formatted(c, at + 1));
    }
  }

  private boolean accept(char c) {
    skipSpace();
    boolean there = at < text.length() && text.charAt(at) == c;
    if (there) {
      at++;
    }
    return there;
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private static AuditException malformed(String what) {
    return new AuditException(Code.MALFORMED, what);
  }
}
