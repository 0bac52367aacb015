package dev.flint.runtime.text.template;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Filters for text that goes into markup or addresses. Nothing is escaped unless asked for. */
final class MarkupFilters {
  static final Map<String, Filter> ALL =
      Map.of(
          "safe", MarkupFilters::safe,
          "escape", MarkupFilters::escape,
          "e", MarkupFilters::escape,
          "forceescape", MarkupFilters::forceEscape,
          "striptags", TextFilters.plain("striptags", MarkupFilters::stripTags),
          "urlencode", MarkupFilters::urlEncode);

  private MarkupFilters() {}

  private static Value safe(Render render, Value input, Args args) {
    args.bind("safe");
    return new Value.Text(Printer.str(render, input), true);
  }

  private static Value escape(Render render, Value input, Args args) {
    args.bind("escape");
    return new Value.Text(Markup.escaped(render, input), true);
  }

  private static Value forceEscape(Render render, Value input, Args args) {
    args.bind("forceescape");
    return new Value.Text(Markup.escape(render, Printer.str(render, input)), true);
  }

  /** Leaves out comments and tags, and joins what is left by single spaces. */
  private static String stripTags(Render render, String text) {
    String plain = cut(render, cut(render, text, "<!--", "-->"), "<", ">");
    return String.join(" ", Texts.words(render, plain, -1));
  }

  private static String cut(Render render, String text, String open, String close) {
    TextBuffer out = new TextBuffer(render.budget());
    int from = 0;
    for (int start = text.indexOf(open); start >= 0; start = text.indexOf(open, from)) {
      int end = text.indexOf(close, start + open.length());
      if (end < 0) {
        break;
      }
      out.append(text, from, start);
      from = end + close.length();
    }
    return out.append(text, from, text.length()).toString();
  }

  private static Value urlEncode(Render render, Value input, Args args) {
    args.bind("urlencode");
    TextBuffer out = new TextBuffer(render.budget());
    if (input instanceof Value.Text || !Items.iterable(input)) {
      quote(Printer.str(render, input), false, out);
      return new Value.Text(out.toString());
    }
    Value pairs =
        input instanceof Dict dict ? new Value.DictView(dict, Value.DictView.Part.ITEMS) : input;
    String separator = "";
    for (Value pair : Items.of(render, pairs)) {
      List<Value> parts = Items.of(render, pair);
      if (parts.size() != 2) {
        throw Faults.fault("'urlencode' needs pairs");
      }
      out.append(separator);
      quote(Printer.str(render, parts.get(0)), true, out);
      out.append('=');
      quote(Printer.str(render, parts.get(1)), true, out);
      separator = "&";
    }
    return new Value.Text(out.toString());
  }

  private static void quote(String text, boolean query, TextBuffer out) {
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xff);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "_.-~".indexOf(c) >= 0);
      if (plain || (c == '/' && !query)) {
        out.append(c);
      } else if (c == ' ' && query) {
        out.append('+');
      } else {
        out.append('%').append(Character.toUpperCase(Character.forDigit(c >> 4, 16)));
        out.append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
      }
    }
  }
}
