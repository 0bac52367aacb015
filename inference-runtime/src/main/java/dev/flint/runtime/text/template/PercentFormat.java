package dev.flint.runtime.text.template;

import java.util.List;

/** Python's {@code format % values}. */
final class PercentFormat {
  private final Render render;
  private final String format;
  private final boolean markup;
  private final Value values;
  private final List<Value> positional;
  private int at;
  private int taken;
  private boolean named;

  private PercentFormat(Render render, Value.Text format, Value values) {
    this.render = render;
    this.format = format.value();
    this.markup = format.markup();
    this.values = values;
    this.positional = values instanceof Value.Tuple tuple ? tuple.items() : List.of(values);
  }

  /** The result is markup if the format is; what it takes in is escaped then. */
  static Value.Text format(Render render, Value.Text format, Value values) {
    String text = new PercentFormat(render, format, values).run();
    return new Value.Text(text, format.markup());
  }

  private String run() {
    TextBuffer out = new TextBuffer(render.budget());
    while (at < format.length()) {
      int percent = format.indexOf('%', at);
      if (percent < 0) {
        out.append(format, at, format.length());
        break;
      }
      out.append(format, at, percent);
      at = percent + 1;
      render.budget().step();
      directive(out);
    }
    boolean mapping = values instanceof Dict || values instanceof ListValue;
    if (taken < positional.size() && !named && !mapping) {
      throw Faults.fault("not all values fit into the format");
    }
    return out.toString();
  }

  private char peek() {
    if (at >= format.length()) {
      throw Faults.fault("a format ends within a directive");
    }
    return format.charAt(at);
  }

  private void directive(TextBuffer out) {
    Value given = null;
    if (peek() == '(') {
      given = named();
    }
    boolean left = false;
    boolean zero = false;
    boolean alternate = false;
    char sign = '-';
    for (; "-+ #0".indexOf(peek()) >= 0; at++) {
      switch (peek()) {
        case '-' -> left = true;
        case '0' -> zero = true;
        case '#' -> alternate = true;
        case '+' -> sign = '+';
        default -> sign = sign == '+' ? '+' : ' ';
      }
    }
    long width = number();
    if (width < 0 && width != Long.MIN_VALUE) {
      left = true;
      width = -width;
    }
    width = width == Long.MIN_VALUE ? 0 : width;
    int precision = -1;
    if (peek() == '.') {
      at++;
      precision = (int) Math.clamp(number(), 0, Integer.MAX_VALUE);
    }
    while ("hlL".indexOf(peek()) >= 0) {
      at++;
    }
    char type = peek();
    at++;
    if (type == '%') {
      out.append('%');
      return;
    }
    Value value = given == null ? next() : given;
    char align = left ? '<' : zero && type != 's' && type != 'r' ? '=' : '>';
    int fill = align == '=' ? '0' : ' ';
    out.append(
        convert(
            type,
            value,
            new FormatSpec(
                fill, align, sign, alternate, width, (char) 0, precision, specType(type))));
  }

  private static char specType(char type) {
    return switch (type) {
      case 's', 'r', 'a', 'c' -> 's';
      case 'i', 'u' -> 'd';
      default -> type;
    };
  }

  private String convert(char type, Value value, FormatSpec spec) {
    return switch (type) {
      case 's' ->
          spec.text(render, markup ? Markup.escaped(render, value) : Printer.str(render, value));
      case 'r', 'a' -> spec.text(render, Printer.repr(render, value));
      case 'c' ->
          spec.text(
              render,
              value instanceof Value.Text text
                  ? text.value()
                  : Character.toString((int) Math.clamp(Numbers.integer(value), 0, 0x10FFFF)));
      case 'd', 'i', 'u' -> spec.apply(render, truncated(value));
      case 'x', 'X', 'o' -> spec.apply(render, new Value.Int(Numbers.integer(value)));
      case 'e', 'E', 'f', 'F', 'g', 'G' ->
          spec.apply(render, new Value.Decimal(Numbers.decimal(value)));
      default -> throw Faults.fault("the format '%" + type + "' is unknown");
    };
  }

  private static Value truncated(Value value) {
    if (value instanceof Value.Decimal number) {
      if (!(Math.abs(number.value()) < 0x1p63)) {
        throw Faults.fault("an integer does not fit 64 bits");
      }
      return new Value.Int((long) number.value());
    }
    return new Value.Int(Numbers.integer(value));
  }

  private Value named() {
    int close = format.indexOf(')', at);
    if (close < 0 || !(values instanceof Dict dict)) {
      throw Faults.fault("a format with names needs a dictionary");
    }
    String key = format.substring(at + 1, close);
    at = close + 1;
    named = true;
    Value value = dict.get(render, new Value.Text(key));
    if (value == null) {
      throw Faults.fault("the format's dictionary has no '" + key + "'");
    }
    return value;
  }

  /** A width or precision, which a star takes from the values. */
  private long number() {
    if (peek() == '*') {
      at++;
      return Numbers.integer(next());
    }
    long number = 0;
    while (peek() >= '0' && peek() <= '9') {
      number = Math.min(number * 10 + peek() - '0', Integer.MAX_VALUE);
      at++;
    }
    return number;
  }

  private Value next() {
    if (taken >= positional.size()) {
      throw Faults.fault("the format needs more values");
    }
    return positional.get(taken++);
  }
}
