package dev.flint.runtime.cli;

import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as JSON (RFC 8259) on one line: maps, collections, arrays, strings, numbers and
 * truth values. JSON has no NaN and no infinity; they become {@code null}.
 */
final class JsonWriter {
  private final StringBuilder out = new StringBuilder();

  private JsonWriter() {}

  static String write(@Nullable Object value) {
    JsonWriter writer = new JsonWriter();
    writer.value(value);
    return writer.out.toString();
  }

  private void value(@Nullable Object value) {
    switch (value) {
      case null -> out.append("null");
      case String text -> string(text);
      case Boolean flag -> out.append(flag.booleanValue());
      case Number number -> number(number);
      case Map<?, ?> map -> object(map);
      case Collection<?> items -> array(items.iterator());
      case Object[] items -> array(Arrays.asList(items).iterator());
      case long[] items -> array(Arrays.stream(items).iterator());
      case int[] items -> array(Arrays.stream(items).iterator());
      case double[] items -> array(Arrays.stream(items).iterator());
      case boolean[] items -> flags(items);
      default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
    }
  }

  private void number(Number number) {
    double value = number.doubleValue();
    out.append(Double.isFinite(value) ? number.toString() : "null");
  }

  private void object(Map<?, ?> map) {
    out.append('{');
    String separator = "";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(separator);
      string(String.valueOf(entry.getKey()));
      out.append(':');
      value(entry.getValue());
      separator = ",";
    }
    out.append('}');
  }

  private void array(Iterator<?> items) {
    out.append('[');
    String separator = "";
    while (items.hasNext()) {
      out.append(separator);
      value(items.next());
      separator = ",";
    }
    out.append(']');
  }

  private void flags(boolean[] items) {
    String text = Arrays.toString(items);
    out.append(text.replace(" ", ""));
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          // A lone surrogate has no UTF-8; escaped, it survives. U+2028 and U+2029 end lines in
          // some readers.
          if (c < 0x20 || c == 0x7F || c == 0x2028 || c == 0x2029 || loneSurrogate(text, i)) {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static boolean loneSurrogate(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}
