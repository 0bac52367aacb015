package dev.flint.platform.trail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON with one spelling per value (RFC 8785): keys sorted by UTF-16 code units, no white space,
 * shortest escapes. Values are strings, whole numbers, booleans, lists and maps; decimal fractions
 * are written as strings, so that no reader rounds them.
 */
final class CanonicalJson {
  // RFC 8785 numbers are IEEE doubles: beyond this, a reader may lose digits.
  private static final long LARGEST_EXACT = (1L << 53) - 1;

  private CanonicalJson() {}

  static byte[] bytes(Map<String, ?> object) {
    StringBuilder out = new StringBuilder(256);
    write(out, object);
    return out.toString().getBytes(UTF_8);
  }

  private static void write(StringBuilder out, Object value) {
    switch (value) {
      case String text -> string(out, text);
      case Boolean truth -> out.append(truth);
      case Integer number -> out.append(number.intValue());
      case Long number when Math.abs(number) <= LARGEST_EXACT -> out.append(number.longValue());
      case List<?> list -> {
        out.append('[');
        for (Iterator<?> items = list.iterator(); items.hasNext(); ) {
          write(out, items.next());
          out.append(items.hasNext() ? "," : "");
        }
        out.append(']');
      }
      case Map<?, ?> map -> object(out, map);
      default -> throw new IllegalArgumentException("no canonical form: " + value);
    }
  }

  private static void object(StringBuilder out, Map<?, ?> map) {
    TreeMap<String, Object> sorted = new TreeMap<>();
    map.forEach((key, value) -> sorted.put((String) key, value));
    out.append('{');
    String comma = "";
    for (Map.Entry<String, Object> entry : sorted.entrySet()) {
      out.append(comma);
      string(out, entry.getKey());
      out.append(':');
      write(out, entry.getValue());
      comma = ",";
    }
    out.append('}');
  }

  private static void string(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
