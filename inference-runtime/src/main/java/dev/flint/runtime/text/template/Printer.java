package dev.flint.runtime.text.template;

import java.util.List;

/** Values as text: {@code str} and {@code repr} of Python. */
final class Printer {
  private Printer() {}

  /** What {@code {{ value }}} writes. */
  static void print(Render render, Value value, TextBuffer out) {
    switch (value) {
      case Value.Text text -> out.append(text.value());
      case Value.Undefined _ -> {}
      case Value other -> repr(render, other, out);
    }
  }

  static String str(Render render, Value value) {
    if (value instanceof Value.Text text) {
      return text.value();
    }
    TextBuffer out = new TextBuffer(render.budget());
    print(render, value, out);
    return out.toString();
  }

  static String repr(Render render, Value value) {
    TextBuffer out = new TextBuffer(render.budget());
    repr(render, value, out);
    return out.toString();
  }

  static void repr(Render render, Value value, TextBuffer out) {
    render.budget().step();
    render.budget().enterData();
    switch (value) {
      case Value.None _ -> out.append("None");
      case Value.Undefined _ -> out.append("Undefined");
      case Value.Bool bool -> out.append(bool.value() ? "True" : "False");
      case Value.Int number -> out.append(Long.toString(number.value()));
      case Value.Decimal number -> out.append(DecimalText.of(number.value()));
      case Value.Text text -> {
        out.append(text.markup() ? "Markup(" : "");
        quote(text.value(), out);
        out.append(text.markup() ? ")" : "");
      }
      case Value.Tuple tuple -> {
        out.append('(');
        list(render, tuple.items(), out);
        out.append(tuple.items().size() == 1 ? ",)" : ")");
      }
      case ListValue list -> list(render, "[", list.items(), "]", out);
      case Dict dict -> dict(render, dict, out);
      case Value.DictView view ->
          list(render, Types.name(view) + "([", view.dict().list(view.part()), "])", out);
      case Value.Range range -> range(range, out);
      case Value.Function function -> out.append("<function " + function.name() + ">");
      case Generator _ -> out.append("<generator object>");
      case Namespace namespace -> {
        out.append("<Namespace ");
        Dict members = new Dict();
        namespace.members().forEach(members::put);
        dict(render, members, out);
        out.append('>');
      }
      case Loop loop -> out.append("<LoopContext " + (loop.index() + 1) + "/" + loop.size() + ">");
      case Macro macro -> out.append("<Macro '" + macro.signature().name() + "'>");
    }
    render.budget().leaveData();
  }

  private static void range(Value.Range range, TextBuffer out) {
    out.append("range(" + range.start() + ", " + range.stop());
    out.append(range.step() == 1 ? ")" : ", " + range.step() + ")");
  }

  private static void list(
      Render render, String open, List<Value> items, String close, TextBuffer out) {
    out.append(open);
    list(render, items, out);
    out.append(close);
  }

  private static void list(Render render, List<Value> items, TextBuffer out) {
    for (int i = 0; i < items.size(); i++) {
      out.append(i == 0 ? "" : ", ");
      repr(render, items.get(i), out);
    }
  }

  private static void dict(Render render, Dict dict, TextBuffer out) {
    String separator = "{";
    for (Dict.Entry entry : dict.entries()) {
      out.append(separator);
      repr(render, entry.key(), out);
      out.append(": ");
      repr(render, entry.value(), out);
      separator = ", ";
    }
    out.append(dict.size() == 0 ? "{}" : "}");
  }

  /** A string literal as Python writes it. */
  static void quote(String text, TextBuffer out) {
    char mark = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    out.append(mark);
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      switch (c) {
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\\' -> out.append("\\\\");
        default -> {
          if (c == mark) {
            out.append('\\').append(mark);
          } else if (printable(c)) {
            out.appendCodePoint(c);
          } else {
            out.append(
                c < 256 ? hex("\\x", c, 2) : c < 65536 ? hex("\\u", c, 4) : hex("\\U", c, 8));
          }
        }
      }
    }
    out.append(mark);
  }

  static String hex(String prefix, int value, int digits) {
    String text = Integer.toHexString(value);
    return prefix + "0".repeat(digits - text.length()) + text;
  }

  private static boolean printable(int c) {
    return c == ' '
        || switch (Character.getType(c)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.PRIVATE_USE,
              Character.UNASSIGNED,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.SPACE_SEPARATOR ->
              false;
          default -> true;
        };
  }
}
