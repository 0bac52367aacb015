package dev.flint.runtime.text.template;

import java.util.List;
import java.util.Map;

/** Methods that make other texts of a text. */
final class TextMethods {
  static final Map<String, TextMethod> ALL =
      Map.ofEntries(
          Map.entry("upper", plain("upper", Cases::upper)),
          Map.entry("lower", plain("lower", Cases::lower)),
          Map.entry("casefold", plain("casefold", Cases::lower)),
          Map.entry("title", plain("title", Cases::title)),
          Map.entry("capitalize", plain("capitalize", Cases::capitalize)),
          Map.entry("swapcase", plain("swapcase", Cases::swap)),
          Map.entry("strip", (r, text, args) -> strip(r, text, args, true, true)),
          Map.entry("lstrip", (r, text, args) -> strip(r, text, args, true, false)),
          Map.entry("rstrip", (r, text, args) -> strip(r, text, args, false, true)),
          Map.entry("split", (r, text, args) -> split(r, text, args, false)),
          Map.entry("rsplit", (r, text, args) -> split(r, text, args, true)),
          Map.entry("splitlines", TextMethods::splitLines),
          Map.entry("partition", (r, text, args) -> partition(r, text, args, false)),
          Map.entry("rpartition", (r, text, args) -> partition(r, text, args, true)),
          Map.entry("replace", TextMethods::replace),
          Map.entry("removeprefix", TextMethods::removePrefix),
          Map.entry("removesuffix", TextMethods::removeSuffix),
          Map.entry("join", TextMethods::join),
          Map.entry("format", TextMethods::format),
          Map.entry("format_map", TextMethods::formatMap),
          Map.entry("center", TextMethods::center),
          Map.entry("ljust", (r, text, args) -> justify(r, text, args, false)),
          Map.entry("rjust", (r, text, args) -> justify(r, text, args, true)),
          Map.entry("zfill", TextMethods::zeroFill),
          Map.entry("expandtabs", TextMethods::expandTabs));

  private TextMethods() {}

  private static TextMethod plain(String name, TextFilters.Plain plain) {
    return (render, text, args) -> {
      args.bind(name);
      return new Value.Text(plain.apply(render, text));
    };
  }

  private static Value strip(Render render, String text, Args args, boolean left, boolean right) {
    Bound bound = args.bind("strip", "chars");
    String chars = bound.absent(0) ? null : bound.text(0);
    return new Value.Text(Texts.strip(render, text, chars, left, right));
  }

  private static Value split(Render render, String text, Args args, boolean fromEnd) {
    Bound bound = args.bind("split", "sep", "maxsplit");
    long limit = bound.integer(1, -1);
    if (bound.absent(0)) {
      return Texts.list(
          fromEnd ? Texts.wordsFromEnd(render, text, limit) : Texts.words(render, text, limit));
    }
    String separator = separator(bound);
    return Texts.list(cut(render, text, separator, limit < 0 ? Long.MAX_VALUE : limit, fromEnd));
  }

  private static List<String> cut(
      Render render, String text, String separator, long limit, boolean fromEnd) {
    List<Integer> indices =
        fromEnd
            ? Search.allFromEnd(render, text, separator, limit)
            : Search.all(render, text, separator, limit);
    return Texts.parts(render, text, separator.length(), indices);
  }

  private static String separator(Bound bound) {
    String separator = bound.text(0);
    if (separator.isEmpty()) {
      throw Faults.fault("a separator cannot be empty");
    }
    return separator;
  }

  private static Value splitLines(Render render, String text, Args args) {
    boolean keepEnds = args.bind("splitlines", "keepends").flag(0, false);
    return Texts.list(Texts.lines(render, text, keepEnds));
  }

  private static Value partition(Render render, String text, Args args, boolean fromEnd) {
    String separator = separator(args.bind("partition", "sep"));
    List<String> parts = cut(render, text, separator, 1, fromEnd);
    String before = parts.size() == 1 && fromEnd ? "" : parts.getFirst();
    String after = parts.size() == 1 && !fromEnd ? "" : parts.getLast();
    return new Value.Tuple(
        List.of(
            new Value.Text(before),
            new Value.Text(parts.size() == 1 ? "" : separator),
            new Value.Text(after)));
  }

  private static Value replace(Render render, String text, Args args) {
    Bound bound = args.bind("replace", "old", "new", "count");
    return new Value.Text(
        Texts.replace(render, text, bound.text(0), bound.text(1), bound.integer(2, -1)));
  }

  private static Value removePrefix(Render render, String text, Args args) {
    String prefix = args.bind("removeprefix", "prefix").text(0);
    return text.startsWith(prefix)
        ? render.text(text.substring(prefix.length()))
        : new Value.Text(text);
  }

  private static Value removeSuffix(Render render, String text, Args args) {
    String suffix = args.bind("removesuffix", "suffix").text(0);
    return text.endsWith(suffix)
        ? render.text(text.substring(0, text.length() - suffix.length()))
        : new Value.Text(text);
  }

  private static Value join(Render render, String text, Args args) {
    TextBuffer out = new TextBuffer(render.budget());
    boolean more = false;
    for (Value item : Items.of(render, args.bind("join", "iterable").value(0))) {
      if (!(item instanceof Value.Text part)) {
        throw Faults.fault("'join' needs strings, not a " + Types.name(item));
      }
      out.append(more ? text : "").append(part.value());
      more = true;
    }
    return new Value.Text(out.toString());
  }

  private static Value format(Render render, String text, Args args) {
    return new Value.Text(BraceFormat.format(render, text, args, false));
  }

  private static Value formatMap(Render render, String text, Args args) {
    Dict dict = new Dict();
    Dicts.fill(render, dict, args.bind("format_map", "mapping").value(0));
    Map<String, Value> named = new java.util.HashMap<>();
    for (Dict.Entry entry : dict.entries()) {
      named.put(Printer.str(render, entry.key()), entry.value());
    }
    Args values = new Args(List.of(), named);
    return new Value.Text(BraceFormat.format(render, text, values, false));
  }

  private static String fill(Bound bound) {
    String fill = bound.text(1, " ");
    if (fill.codePointCount(0, fill.length()) != 1) {
      throw Faults.fault("a fill is exactly one character");
    }
    return fill;
  }

  private static Value center(Render render, String text, Args args) {
    Bound bound = args.bind("center", "width", "fillchar");
    return new Value.Text(Texts.center(render, text, bound.integer(0), fill(bound)));
  }

  private static Value justify(Render render, String text, Args args, boolean right) {
    Bound bound = args.bind(right ? "rjust" : "ljust", "width", "fillchar");
    long missing = bound.integer(0) - Characters.count(render, text);
    String fill = Texts.fill(render, fill(bound), missing);
    return render.text(right ? fill + text : text + fill);
  }

  private static Value zeroFill(Render render, String text, Args args) {
    long missing = args.bind("zfill", "width").integer(0) - Characters.count(render, text);
    int sign = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    return render.text(
        text.substring(0, sign) + Texts.fill(render, "0", missing) + text.substring(sign));
  }

  private static Value expandTabs(Render render, String text, Args args) {
    int size = Math.clamp(args.bind("expandtabs", "tabsize").integer(0, 8), 0, Budget.TEXT);
    TextBuffer out = new TextBuffer(render.budget());
    int column = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\t') {
        int blanks = size == 0 ? 0 : size - column % size;
        out.repeat(' ', blanks);
        column += blanks;
      } else {
        out.append(c);
        column = c == '\n' || c == '\r' ? 0 : column + 1;
      }
    }
    return new Value.Text(out.toString());
  }
}
