package dev.flint.runtime.text.template;

import dev.flint.runtime.text.template.Expression.Operator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Filters over sequences as a whole. */
final class SequenceFilters {
  static final Map<String, Filter> ALL =
      Map.ofEntries(
          Map.entry("default", SequenceFilters::fallback),
          Map.entry("d", SequenceFilters::fallback),
          Map.entry("length", SequenceFilters::length),
          Map.entry("count", SequenceFilters::length),
          Map.entry("first", SequenceFilters::first),
          Map.entry("last", SequenceFilters::last),
          Map.entry("join", SequenceFilters::join),
          Map.entry("list", SequenceFilters::list),
          Map.entry("items", SequenceFilters::items),
          Map.entry("reverse", SequenceFilters::reverse),
          Map.entry("batch", SequenceFilters::batch),
          Map.entry("slice", SequenceFilters::slice),
          Map.entry("sum", SequenceFilters::sum));

  private SequenceFilters() {}

  private static Value fallback(Render render, Value input, Args args) {
    Bound bound = args.bind("default", "default_value", "boolean");
    boolean replaced =
        input instanceof Value.Undefined || (bound.flag(1, false) && !Truth.of(input));
    return replaced ? bound.or(0, Value.Text.EMPTY) : input;
  }

  private static Value length(Render render, Value input, Args args) {
    args.bind("length");
    return new Value.Int(
        Items.size(render, input)
            .orElseThrow(() -> Faults.fault("a " + Types.name(input) + " has no length")));
  }

  private static Value first(Render render, Value input, Args args) {
    args.bind("first");
    if (input instanceof Generator generator) {
      Value first = generator.take();
      return first == null ? empty() : first;
    }
    List<Value> items = Items.of(render, input);
    return items.isEmpty() ? empty() : items.getFirst();
  }

  private static Value last(Render render, Value input, Args args) {
    args.bind("last");
    if (input instanceof Generator) {
      throw Faults.fault("'last' does not work on a generator; put 'list' before it");
    }
    List<Value> items = Items.of(render, input);
    return items.isEmpty() ? empty() : items.getLast();
  }

  private static Value empty() {
    return new Value.Undefined("the sequence is empty");
  }

  private static Value join(Render render, Value input, Args args) {
    Bound bound = args.bind("join", "d", "attribute");
    String separator = Printer.str(render, bound.or(0, Value.Text.EMPTY));
    Attribute attribute = Attribute.of(bound.find(1));
    TextBuffer out = new TextBuffer(render.budget());
    boolean more = false;
    for (Value item : Items.of(render, input)) {
      out.append(more ? separator : "");
      Printer.print(render, attribute.of(render, item), out);
      more = true;
    }
    return new Value.Text(out.toString());
  }

  private static Value list(Render render, Value input, Args args) {
    args.bind("list");
    List<Value> items = Items.of(render, input);
    render.budget().elements(items.size());
    return ListValue.copyOf(items);
  }

  private static Value items(Render render, Value input, Args args) {
    args.bind("items");
    return switch (input) {
      case Value.Undefined _ -> Generator.of(List.of());
      case Dict dict ->
          Generator.of(Items.of(render, new Value.DictView(dict, Value.DictView.Part.ITEMS)));
      case Value other ->
          throw Faults.fault("'items' needs a dictionary, not a " + Types.name(other));
    };
  }

  private static Value reverse(Render render, Value input, Args args) {
    args.bind("reverse");
    if (input instanceof Value.Text text) {
      return new Value.Text(Characters.reverse(render, text.value()));
    }
    List<Value> items = Items.of(render, input);
    render.budget().elements(items.size());
    List<Value> reversed = new ArrayList<>(items);
    Collections.reverse(reversed);
    return input instanceof Generator ? ListValue.of(reversed) : Generator.of(reversed);
  }

  private static Value batch(Render render, Value input, Args args) {
    Bound bound = args.bind("batch", "linecount", "fill_with");
    long size = bound.integer(0);
    List<Value> items = Items.of(render, input);
    List<Value> batches = new ArrayList<>();
    List<Value> batch = new ArrayList<>();
    for (Value item : items) {
      if (batch.size() == size) {
        batches.add(ListValue.of(batch));
        batch = new ArrayList<>();
      }
      render.budget().elements(1);
      batch.add(item);
    }
    if (!batch.isEmpty()) {
      if (!bound.absent(1) && size > batch.size()) {
        render.budget().elements(size - batch.size());
        batch.addAll(Collections.nCopies((int) size - batch.size(), bound.value(1)));
      }
      batches.add(ListValue.of(batch));
    }
    return Generator.of(batches);
  }

  private static Value slice(Render render, Value input, Args args) {
    Bound bound = args.bind("slice", "slices", "fill_with");
    List<Value> items = Items.of(render, input);
    long count = bound.integer(0);
    if (count <= 0) {
      throw Faults.fault("'slice' needs at least one slice");
    }
    render.budget().elements(count);
    render.budget().elements(items.size());
    int slices = (int) count;
    int each = items.size() / slices;
    int longer = items.size() % slices;
    List<Value> result = new ArrayList<>(slices);
    int start = 0;
    for (int i = 0; i < slices; i++) {
      int end = start + each + (i < longer ? 1 : 0);
      List<Value> slice = new ArrayList<>(items.subList(start, end));
      if (!bound.absent(1) && i >= longer) {
        slice.add(bound.value(1));
      }
      result.add(ListValue.of(slice));
      start = end;
    }
    return Generator.of(result);
  }

  private static Value sum(Render render, Value input, Args args) {
    Bound bound = args.bind("sum", "attribute", "start");
    Attribute attribute = Attribute.of(bound.find(0));
    Value sum = bound.or(1, new Value.Int(0));
    for (Value item : Items.of(render, input)) {
      sum = Operations.arithmetic(render, Operator.ADD, sum, attribute.of(render, item));
    }
    return sum;
  }
}
