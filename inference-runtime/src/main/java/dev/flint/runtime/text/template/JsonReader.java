package dev.flint.runtime.text.template;

import dev.flint.runtime.RuntimeFault;
import java.util.ArrayList;
import java.util.List;

/** Reads JSON (RFC 8259), for {@code from_json}, which some templates expect. */
final class JsonReader {
  private final Render render;
  private final String text;
  private int at;

  private JsonReader(Render render, String text) {
    this.render = render;
    this.text = text;
  }

  static Value read(Render render, String text) {
    render.budget().text(text.length());
    JsonReader reader = new JsonReader(render, text);
    Value value = reader.value();
    if (reader.peek() != 0) {
      throw reader.malformed();
    }
    return value;
  }

  private RuntimeFault malformed() {
    return Faults.fault("a text is no JSON (at character " + at + ")");
  }

  /** The next character that is not blank, 0 at the end. */
  private char peek() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private boolean skip(char c) {
    boolean found = peek() == c;
    at += found ? 1 : 0;
    return found;
  }

  private Value value() {
    render.budget().elements(1);
    render.budget().enter();
    Value value =
        switch (peek()) {
          case '{' -> object();
          case '[' -> array();
          case '"' -> new Value.Text(string());
          case 't' -> word("true", Value.Bool.TRUE);
          case 'f' -> word("false", Value.Bool.FALSE);
          case 'n' -> word("null", Value.None.NONE);
          default -> number();
        };
    render.budget().leave();
    return value;
  }

  private Value word(String word, Value value) {
    if (!text.startsWith(word, at)) {
      throw malformed();
    }
    at += word.length();
    return value;
  }

  private Value object() {
    at++;
    Dict dict = new Dict();
    while (!skip('}')) {
      if (dict.size() > 0 && !skip(',')) {
        throw malformed();
      }
      if (peek() != '"') {
        throw malformed();
      }
      Value key = new Value.Text(string());
      if (!skip(':')) {
        throw malformed();
      }
      dict.put(render, key, value());
    }
    return dict;
  }

  private Value array() {
    at++;
    List<Value> items = new ArrayList<>();
    while (!skip(']')) {
      if (!items.isEmpty() && !skip(',')) {
        throw malformed();
      }
      items.add(value());
    }
    return ListValue.of(items);
  }

  private Value number() {
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String number = text.substring(start, at);
    boolean whole = !number.isEmpty() && "+-.eE".chars().noneMatch(c -> number.indexOf(c, 1) >= 0);
    Value value = whole ? NumberText.integer(number, 10) : decimal(number);
    if (value == null || number.startsWith("+")) {
      throw malformed();
    }
    return value;
  }

  private Value decimal(String number) {
    Double value = NumberText.decimal(number);
    if (value == null) {
      throw malformed();
    }
    return new Value.Decimal(value);
  }

  private String string() {
    at++;
    StringBuilder out = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return out.toString();
      }
      out.append(c == '\\' ? escape() : c);
    }
    throw malformed();
  }

  private char escape() {
    char c = at < text.length() ? text.charAt(at++) : 0;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        int unit = 0;
        for (int end = at + 4; at < end; at++) {
          int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
          if (digit < 0) {
            throw malformed();
          }
          unit = unit * 16 + digit;
        }
        yield (char) unit;
      }
      default -> throw malformed();
    };
  }
}
