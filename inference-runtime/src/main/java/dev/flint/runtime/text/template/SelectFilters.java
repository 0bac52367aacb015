package dev.flint.runtime.text.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Filters that pick or change items one by one. */
final class SelectFilters {
  static final Map<String, Filter> ALL =
      Map.of(
          "map", SelectFilters::map,
          "select", (render, input, args) -> pick(render, input, args, Attribute.of(null), true),
          "reject", (render, input, args) -> pick(render, input, args, Attribute.of(null), false),
          "selectattr", (render, input, args) -> pickBy(render, "selectattr", input, args, true),
          "rejectattr", (render, input, args) -> pickBy(render, "rejectattr", input, args, false),
          "attr", SelectFilters::attribute);

  private SelectFilters() {}

  private static Value attribute(Render render, Value input, Args args) {
    String name = args.bind("attr", "name").text(0);
    Value member = Members.member(input, name);
    return member == null
        ? new Value.Undefined("the " + Types.name(input) + " has no such member")
        : member;
  }

  private static Value map(Render render, Value input, Args args) {
    if (!Truth.of(input)) {
      return Generator.of(List.of());
    }
    UnaryOperator<Value> change = change(render, args);
    return each(render, input, out -> item -> out.add(change.apply(item)));
  }

  private static UnaryOperator<Value> change(Render render, Args args) {
    if (args.positional().isEmpty() && args.named().containsKey("attribute")) {
      Bound bound = args.bind("map", "attribute", "default");
      Attribute attribute = Attribute.of(bound.value(0));
      Value fallback = bound.absent(1) ? null : bound.value(1);
      return item -> attribute.of(render, item, fallback);
    }
    if (args.positional().isEmpty()) {
      throw Faults.fault("'map' needs a filter or an attribute");
    }
    String filter = name(args.positional().getFirst(), "filter");
    return item -> Filters.apply(render, filter, item, args.rest());
  }

  private static String name(Value value, String kind) {
    if (value instanceof Value.Text text) {
      return text.value();
    }
    throw Faults.fault("the name of a " + kind + " is a string, not a " + Types.name(value));
  }

  private static Value pickBy(
      Render render, String filter, Value input, Args args, boolean wanted) {
    if (!Truth.of(input)) {
      return Generator.of(List.of());
    }
    if (args.positional().isEmpty()) {
      throw Faults.fault("'" + filter + "' needs the name of an attribute");
    }
    return pick(render, input, args.rest(), Attribute.of(args.positional().getFirst()), wanted);
  }

  private static Value pick(
      Render render, Value input, Args args, Attribute attribute, boolean wanted) {
    if (!Truth.of(input)) {
      return Generator.of(List.of());
    }
    boolean plain = args.positional().isEmpty();
    String test = plain ? "" : name(args.positional().getFirst(), "test");
    Args rest = plain ? args : args.rest();
    return each(
        render,
        input,
        out ->
            item -> {
              Value subject = attribute.of(render, item);
              boolean holds = plain ? Truth.of(subject) : Tests.holds(render, test, subject, rest);
              if (holds == wanted) {
                out.add(item);
              }
            });
  }

  private interface Step {
    Consumer<Value> into(List<Value> out);
  }

  private static Value each(Render render, Value input, Step step) {
    List<Value> items = Items.of(render, input);
    List<Value> out = new ArrayList<>();
    Consumer<Value> consumer = step.into(out);
    return Generator.filledBy(
        render,
        out,
        () -> {
          for (Value item : items) {
            render.budget().elements(1);
            consumer.accept(item);
          }
        });
  }
}
