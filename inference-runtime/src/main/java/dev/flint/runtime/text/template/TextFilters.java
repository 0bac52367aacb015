package dev.flint.runtime.text.template;

import java.util.List;
import java.util.Map;

/** Filters that make texts of values. */
final class TextFilters {
  static final Map<String, Filter> ALL =
      Map.ofEntries(
          Map.entry("string", plain("string", (_, text) -> text)),
          Map.entry("upper", plain("upper", Cases::upper)),
          Map.entry("lower", plain("lower", Cases::lower)),
          Map.entry("capitalize", plain("capitalize", Cases::capitalize)),
          Map.entry("title", TextFilters::title),
          Map.entry("trim", TextFilters::trim),
          Map.entry("replace", TextFilters::replace),
          Map.entry("indent", TextFilters::indent),
          Map.entry("center", TextFilters::center),
          Map.entry("truncate", TextFilters::truncate),
          Map.entry("wordcount", TextFilters::wordCount),
          Map.entry("format", TextFilters::format),
          Map.entry("tojson", TextFilters::json),
          Map.entry("from_json", TextFilters::fromJson));

  private TextFilters() {}

  /** A filter without parameters from text to text. */
  interface Plain {
    String apply(Render render, String text);
  }

  static Filter plain(String name, Plain plain) {
    return (render, input, args) -> {
      args.bind(name);
      String text = Printer.str(render, input);
      render.budget().text(text.length());
      return Markup.like(input, plain.apply(render, text));
    };
  }

  /** Jinja puts the words together anew, so that markup ends here. */
  private static Value title(Render render, Value input, Args args) {
    args.bind("title");
    return new Value.Text(Cases.titleWords(render, Printer.str(render, input)));
  }

  private static Value trim(Render render, Value input, Args args) {
    Bound bound = args.bind("trim", "chars");
    String text = Printer.str(render, input);
    String chars = bound.absent(0) ? null : bound.text(0);
    return Markup.like(input, Texts.strip(render, text, chars, true, true));
  }

  private static Value replace(Render render, Value input, Args args) {
    Bound bound = args.bind("replace", "old", "new", "count");
    String old = Printer.str(render, bound.value(0));
    String with = Printer.str(render, bound.value(1));
    String text = Printer.str(render, input);
    return new Value.Text(Texts.replace(render, text, old, with, bound.integer(2, -1)));
  }

  private static Value indent(Render render, Value input, Args args) {
    Bound bound = args.bind("indent", "width", "first", "blank");
    if (!(input instanceof Value.Text text)) {
      Operations.refuseUndefined(input, input);
      throw Faults.fault("'indent' needs a string, not a " + Types.name(input));
    }
    String indent =
        bound.find(0) instanceof Value.Text width
            ? width.value()
            : Texts.spaces(render, bound.integer(0, 4));
    boolean blank = bound.flag(2, false);
    TextBuffer out = new TextBuffer(render.budget());
    out.append(bound.flag(1, false) ? indent : "");
    List<String> lines = Texts.lines(render, text.value() + "\n", false);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (i > 0) {
        out.append('\n').append(blank || !line.isEmpty() ? indent : "");
      }
      out.append(line);
    }
    return Markup.like(input, out.toString());
  }

  private static Value center(Render render, Value input, Args args) {
    long width = args.bind("center", "width").integer(0, 80);
    return Markup.like(input, Texts.center(render, Printer.str(render, input), width, " "));
  }

  private static Value truncate(Render render, Value input, Args args) {
    Bound bound = args.bind("truncate", "length", "killwords", "end", "leeway");
    String text = Printer.str(render, input);
    long length = bound.integer(0, 255);
    String end = bound.text(2, "...");
    long leeway = bound.integer(3, 5);
    int size = Characters.count(render, text);
    if (length < 0 || leeway < 0 || length < Characters.count(render, end)) {
      throw Faults.fault("'truncate' needs a length of at least its end's");
    }
    if (size <= Math.min(length, Budget.TEXT) + Math.min(leeway, Budget.TEXT)) {
      return new Value.Text(text);
    }
    String kept = Characters.part(render, text, 0, (int) length - Characters.count(render, end));
    if (!bound.flag(1, false) && kept.lastIndexOf(' ') >= 0) {
      kept = kept.substring(0, kept.lastIndexOf(' '));
    }
    return render.text(kept + end);
  }

  private static Value wordCount(Render render, Value input, Args args) {
    args.bind("wordcount");
    String text = Printer.str(render, input);
    render.budget().steps(text.length());
    long words = 0;
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      boolean word = Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '_';
      words += word && !inside ? 1 : 0;
      inside = word;
    }
    return new Value.Int(words);
  }

  private static Value format(Render render, Value input, Args args) {
    Value values = new Value.Tuple(args.positional());
    if (!args.named().isEmpty()) {
      Dict named = new Dict();
      args.named().forEach(named::put);
      values = named;
    }
    Value.Text format =
        input instanceof Value.Text text ? text : render.text(Printer.str(render, input));
    return PercentFormat.format(render, format, values);
  }

  /** The parameters and their order are those of transformers, not of Jinja. */
  private static Value json(Render render, Value input, Args args) {
    Bound bound = args.bind("tojson", "ensure_ascii", "indent", "separators", "sort_keys");
    String indent = null;
    if (!bound.absent(1)) {
      indent =
          bound.value(1) instanceof Value.Text text
              ? text.value()
              : Texts.spaces(render, bound.integer(1));
    }
    String item = indent == null ? ", " : ",";
    String key = ": ";
    if (!bound.absent(2)) {
      List<Value> separators = Items.of(render, bound.value(2));
      if (separators.size() != 2
          || !(separators.get(0) instanceof Value.Text first)
          || !(separators.get(1) instanceof Value.Text second)) {
        throw Faults.fault("'tojson' needs two strings as separators");
      }
      item = first.value();
      key = second.value();
    }
    Json json = new Json(bound.flag(0, false), indent, item, key, bound.flag(3, false));
    return new Value.Text(json.write(render, input));
  }

  private static Value fromJson(Render render, Value input, Args args) {
    args.bind("from_json");
    return JsonReader.read(render, Printer.str(render, input));
  }
}
