package dev.flint.runtime.text.template;

import org.jspecify.annotations.Nullable;

/** Python's {@code str.format}. Members are looked up as the template itself would. */
final class BraceFormat {
  /** Fields may stand within the layout of a field, but no deeper. */
  private static final int DEPTH = 2;

  private final Render render;
  private final Args args;
  private final boolean markup;
  private int automatic;
  private boolean manual;

  private BraceFormat(Render render, Args args, boolean markup) {
    this.render = render;
    this.args = args;
    this.markup = markup;
  }

  /** Expands a format; for markup, what it takes in is escaped. */
  static String format(Render render, String format, Args args, boolean markup) {
    return new BraceFormat(render, args, markup).expand(format, 0);
  }

  private String expand(String format, int depth) {
    if (depth >= DEPTH) {
      throw Faults.fault("the fields of a format nest too deeply");
    }
    TextBuffer out = new TextBuffer(render.budget());
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      boolean twice = i + 1 < format.length() && format.charAt(i + 1) == c;
      if ((c == '{' || c == '}') && twice) {
        out.append(c);
        i++;
      } else if (c == '{') {
        int end = closing(format, i);
        out.append(field(format.substring(i + 1, end), depth));
        i = end;
      } else if (c == '}') {
        throw Faults.fault("a '}' in a format closes nothing");
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static int closing(String format, int open) {
    int depth = 0;
    for (int i = open; i < format.length(); i++) {
      char c = format.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    throw Faults.fault("a '{' in a format is not closed");
  }

  private String field(String field, int depth) {
    render.budget().step();
    render.budget().scan(field.length());
    int colon = field.indexOf(':');
    String head = colon < 0 ? field : field.substring(0, colon);
    int mark = head.indexOf('!');
    Value value = lookUp(mark < 0 ? head : head.substring(0, mark));
    if (mark >= 0) {
      value =
          new Value.Text(
              switch (head.substring(mark + 1)) {
                case "s" -> Printer.str(render, value);
                case "r", "a" -> Printer.repr(render, value);
                default -> throw Faults.fault("a format knows the conversions s, r and a");
              });
    }
    String layout = colon < 0 ? "" : expand(field.substring(colon + 1), depth + 1);
    if (layout.isEmpty()) {
      return markup ? Markup.escaped(render, value) : Printer.str(render, value);
    }
    String text = parse(layout).apply(render, value);
    return markup ? Markup.escape(render, text) : text;
  }

  private Value lookUp(String path) {
    int end = 0;
    while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
      end++;
    }
    Value value = first(path.substring(0, end));
    while (end < path.length()) {
      boolean item = path.charAt(end) == '[';
      int start = end + 1;
      end = start;
      while (end < path.length()
          && (item ? path.charAt(end) != ']' : ".[".indexOf(path.charAt(end)) < 0)) {
        end++;
      }
      String name = path.substring(start, end);
      Integer index = item ? index(name) : null;
      Value key = index == null ? new Value.Text(name) : new Value.Int(index);
      value = item ? Members.item(render, value, key) : Members.attribute(render, value, name);
      end += item ? 1 : 0;
      if (item && end < path.length() && ".[".indexOf(path.charAt(end)) < 0) {
        throw Faults.fault("only '.' or '[' may follow ']' in a format");
      }
    }
    return value;
  }

  private Value first(String name) {
    Integer index = index(name);
    if (name.isEmpty() ? manual : index != null && automatic > 0) {
      throw Faults.fault("a format numbers either all of its fields or none");
    }
    manual |= index != null;
    if (name.isEmpty()) {
      index = automatic++;
    }
    Value value =
        index == null
            ? args.named().get(name)
            : index < args.positional().size() ? args.positional().get(index) : null;
    if (value == null) {
      throw Faults.fault("the format has no value for '{" + name + "}'");
    }
    return value;
  }

  private static @Nullable Integer index(String name) {
    boolean digits =
        !name.isEmpty() && name.length() < 10 && name.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? Integer.valueOf(name) : null;
  }

  /** {@code [[fill]align][sign][#][0][width][grouping][.precision][type]}. */
  private static FormatSpec parse(String layout) {
    Cursor in = new Cursor(layout);
    int fill = ' ';
    char align = 0;
    int second = layout.offsetByCodePoints(0, 1);
    if (second < layout.length() && "<>^=".indexOf(layout.charAt(second)) >= 0) {
      fill = layout.codePointAt(0);
      align = layout.charAt(second);
      in.at = second + 1;
    } else {
      align = in.one("<>^=");
    }
    char sign = in.one("+- ");
    in.one("z");
    boolean alternate = in.one("#") != 0;
    if (in.one("0") != 0 && align == 0) {
      fill = '0';
      align = '=';
    }
    long width = in.number();
    char grouping = in.one(",_");
    int precision = in.one(".") == 0 ? -1 : (int) in.number();
    char type = in.one("bcdeEfFgGnosxX%");
    if (in.at < layout.length()) {
      throw Faults.fault("the layout '" + (layout.length() > 40 ? "…" : layout) + "' is invalid");
    }
    return new FormatSpec(fill, align, sign, alternate, width, grouping, precision, type);
  }

  private static final class Cursor {
    private final String text;
    private int at;

    Cursor(String text) {
      this.text = text;
    }

    /** Passes the next character if it is one of these; 0 if not. */
    char one(String characters) {
      char c = at < text.length() ? text.charAt(at) : 0;
      if (c == 0 || characters.indexOf(c) < 0) {
        return 0;
      }
      at++;
      return c;
    }

    long number() {
      long number = 0;
      for (char digit = one("0123456789"); digit != 0; digit = one("0123456789")) {
        number = Math.min(number * 10 + digit - '0', Integer.MAX_VALUE);
      }
      return number;
    }
  }
}
