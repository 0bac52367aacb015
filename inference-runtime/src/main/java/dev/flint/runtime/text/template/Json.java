package dev.flint.runtime.text.template;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON as Python's {@code json.dumps} does.
 *
 * @param indent what one level is indented by; null for one line
 */
record Json(
    boolean ascii,
    @Nullable String indent,
    String itemSeparator,
    String keySeparator,
    boolean sortKeys) {

  String write(Render render, Value value) {
    TextBuffer out = new TextBuffer(render.budget());
    write(render, value, 0, out);
    return out.toString();
  }

  private void write(Render render, Value value, int level, TextBuffer out) {
    render.budget().step();
    render.budget().enterData();
    switch (value) {
      case Value.None _ -> out.append("null");
      case Value.Bool bool -> out.append(bool.value() ? "true" : "false");
      case Value.Int number -> out.append(Long.toString(number.value()));
      case Value.Decimal number -> out.append(number(number.value()));
      case Value.Text text -> string(text.value(), out);
      case Value.Tuple tuple -> list(render, tuple.items(), level, out);
      case ListValue list -> list(render, list.items(), level, out);
      case Dict dict -> object(render, dict, level, out);
      case Value.Undefined _,
          Value.Range _,
          Value.Function _,
          Value.DictView _,
          Generator _,
          Namespace _,
          Loop _,
          Macro _ ->
          throw Faults.fault("a " + Types.name(value) + " cannot be written as JSON");
    }
    render.budget().leaveData();
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "Infinity" : "-Infinity";
    }
    return DecimalText.of(value);
  }

  private void list(Render render, List<Value> items, int level, TextBuffer out) {
    out.append('[');
    for (int i = 0; i < items.size(); i++) {
      out.append(i == 0 ? "" : itemSeparator);
      newline(level + 1, out);
      write(render, items.get(i), level + 1, out);
    }
    if (!items.isEmpty()) {
      newline(level, out);
    }
    out.append(']');
  }

  private void object(Render render, Dict dict, int level, TextBuffer out) {
    out.append('{');
    String separator = "";
    for (Dict.Entry entry : entries(render, dict)) {
      out.append(separator);
      newline(level + 1, out);
      string(key(entry.key()), out);
      out.append(keySeparator);
      write(render, entry.value(), level + 1, out);
      separator = itemSeparator;
    }
    if (dict.size() > 0) {
      newline(level, out);
    }
    out.append('}');
  }

  private Iterable<Dict.Entry> entries(Render render, Dict dict) {
    if (!sortKeys) {
      return dict.entries();
    }
    render.budget().elements(dict.size());
    List<Dict.Entry> sorted = new ArrayList<>();
    dict.entries().forEach(sorted::add);
    sorted.sort((a, b) -> Ordering.compare(render, a.key(), b.key()));
    return sorted;
  }

  private static String key(Value key) {
    return switch (key) {
      case Value.Text text -> text.value();
      case Value.None _ -> "null";
      case Value.Bool bool -> bool.value() ? "true" : "false";
      case Value.Int number -> Long.toString(number.value());
      case Value.Decimal number -> number(number.value());
      case Value other -> throw Faults.fault("a " + Types.name(other) + " cannot be a key in JSON");
    };
  }

  private void newline(int level, TextBuffer out) {
    if (indent != null) {
      out.append('\n');
      for (int i = 0; i < level; i++) {
        out.append(indent);
      }
    }
  }

  private void string(String text, TextBuffer out) {
    out.append('"');
    int plain = 0;
    for (int i = 0; i < text.length(); i++) {
      String escape = escape(text.charAt(i));
      if (escape != null) {
        out.append(text, plain, i).append(escape);
        plain = i + 1;
      }
    }
    out.append(text, plain, text.length()).append('"');
  }

  private @Nullable String escape(char c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      default -> c < ' ' || (ascii && c > '~') ? Printer.hex("\\u", c, 4) : null;
    };
  }
}
