package dev.flint.runtime.text.template;

import dev.flint.runtime.text.template.Value.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Texts marked as markup, by {@code safe} or {@code escape}. Whatever plain text is joined to them
 * is escaped, even where a template's output as a whole is not: that is how MarkupSafe behaves, and
 * some templates show it.
 */
final class Markup {
  /** These take their arguments as they are; all other methods escape them. */
  private static final Set<String> CUTS =
      Set.of("split", "rsplit", "splitlines", "partition", "rpartition");

  private Markup() {}

  static String escape(Render render, String text) {
    TextBuffer out = new TextBuffer(render.budget());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '\'' -> out.append("&#39;");
        case '"' -> out.append("&#34;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  /** A value as text, escaped unless it is markup already. */
  static String escaped(Render render, Value value) {
    return value instanceof Text text && text.markup()
        ? text.value()
        : escape(render, Printer.str(render, value));
  }

  /** The text, marked as its source is. */
  static Text like(Value source, String text) {
    return new Text(text, source instanceof Text original && original.markup());
  }

  /** A method of markup: plain arguments are escaped and the result is markup again. */
  static Value method(String name, TextMethod method, Text text) {
    return new Value.Function(
        name,
        (render, args) -> {
          if (name.equals("format")) {
            return new Text(BraceFormat.format(render, text.value(), args, true), true);
          }
          Args passed = CUTS.contains(name) ? args : escaped(render, name, args);
          return marked(method.call(render, text.value(), passed));
        });
  }

  private static Args escaped(Render render, String name, Args args) {
    List<Value> positional = new ArrayList<>();
    for (Value value : args.positional()) {
      positional.add(argument(render, name, value));
    }
    Map<String, Value> named = new LinkedHashMap<>();
    args.named().forEach((key, value) -> named.put(key, argument(render, name, value)));
    return new Args(positional, named);
  }

  private static Value argument(Render render, String name, Value value) {
    if (value instanceof Text) {
      return new Text(escaped(render, value));
    }
    if (!name.equals("join")) {
      return value;
    }
    List<Value> items = new ArrayList<>();
    for (Value item : Items.of(render, value)) {
      render.budget().elements(1);
      items.add(new Text(escaped(render, item)));
    }
    return ListValue.of(items);
  }

  private static Value marked(Value value) {
    return switch (value) {
      case Text text -> new Text(text.value(), true);
      case ListValue list -> {
        list.items().replaceAll(Markup::marked);
        yield list;
      }
      case Value.Tuple tuple ->
          new Value.Tuple(tuple.items().stream().map(Markup::marked).toList());
      case Value other -> other;
    };
  }
}
