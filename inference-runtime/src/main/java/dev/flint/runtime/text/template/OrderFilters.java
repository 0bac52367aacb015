package dev.flint.runtime.text.template;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Filters that compare items with each other. Texts compare without case unless asked. */
final class OrderFilters {
  static final Map<String, Filter> ALL =
      Map.of(
          "sort", OrderFilters::sort,
          "dictsort", OrderFilters::dictSort,
          "unique", OrderFilters::unique,
          "min", (render, input, args) -> extreme(render, "min", input, args, -1),
          "max", (render, input, args) -> extreme(render, "max", input, args, 1),
          "groupby", OrderFilters::groupBy);

  private OrderFilters() {}

  /** An item with what it is ordered by. */
  private record Keyed(Value key, Value item) {}

  private static Value key(Render render, Value value, boolean caseSensitive) {
    return !caseSensitive && value instanceof Value.Text text
        ? render.text(Cases.lower(render, text.value()))
        : value;
  }

  private static Comparator<Keyed> byKey(Render render, boolean reverse) {
    Comparator<Keyed> order = (a, b) -> Ordering.compare(render, a.key(), b.key());
    return reverse ? order.reversed() : order;
  }

  private static List<Value> sorted(List<Keyed> keyed, Comparator<Keyed> order) {
    keyed.sort(order);
    List<Value> sorted = new ArrayList<>(keyed.size());
    keyed.forEach(entry -> sorted.add(entry.item()));
    return sorted;
  }

  private static Value sort(Render render, Value input, Args args) {
    Bound bound = args.bind("sort", "reverse", "case_sensitive", "attribute");
    boolean caseSensitive = bound.flag(1, false);
    List<Attribute> attributes = Attribute.several(bound.find(2));
    List<Keyed> keyed = new ArrayList<>();
    for (Value item : Items.of(render, input)) {
      render.budget().elements(attributes.size());
      List<Value> keys = new ArrayList<>(attributes.size());
      for (Attribute attribute : attributes) {
        keys.add(key(render, attribute.of(render, item), caseSensitive));
      }
      // As a tuple even if alone: equal keys, say none, then need no order.
      keyed.add(new Keyed(new Value.Tuple(keys), item));
    }
    return ListValue.of(sorted(keyed, byKey(render, bound.flag(0, false))));
  }

  private static Value dictSort(Render render, Value input, Args args) {
    Bound bound = args.bind("dictsort", "case_sensitive", "by", "reverse");
    boolean caseSensitive = bound.flag(0, false);
    String by = bound.text(1, "key");
    if (!by.equals("key") && !by.equals("value")) {
      throw Faults.fault("'dictsort' sorts by 'key' or by 'value'");
    }
    if (!(input instanceof Dict dict)) {
      Operations.refuseUndefined(input, input);
      throw Faults.fault("'dictsort' needs a dictionary, not a " + Types.name(input));
    }
    render.budget().elements(dict.size());
    List<Keyed> keyed = new ArrayList<>();
    for (Dict.Entry entry : dict.entries()) {
      Value key = by.equals("key") ? entry.key() : entry.value();
      Value pair = new Value.Tuple(List.of(entry.key(), entry.value()));
      keyed.add(new Keyed(key(render, key, caseSensitive), pair));
    }
    return ListValue.of(sorted(keyed, byKey(render, bound.flag(2, false))));
  }

  private static Value unique(Render render, Value input, Args args) {
    Bound bound = args.bind("unique", "case_sensitive", "attribute");
    Attribute attribute = Attribute.of(bound.find(1));
    List<Value> items = Items.of(render, input);
    List<Value> unique = new ArrayList<>();
    return Generator.filledBy(
        render,
        unique,
        () -> {
          Set<Object> seen = new HashSet<>();
          for (Value item : items) {
            render.budget().elements(1);
            Value key = key(render, attribute.of(render, item), bound.flag(0, false));
            if (seen.add(Dict.hashed(render, key))) {
              unique.add(item);
            }
          }
        });
  }

  private static Value extreme(Render render, String name, Value input, Args args, int sign) {
    Bound bound = args.bind(name, "case_sensitive", "attribute");
    Attribute attribute = Attribute.of(bound.find(1));
    @Nullable Keyed best = null;
    for (Value item : Items.of(render, input)) {
      Keyed next = new Keyed(key(render, attribute.of(render, item), bound.flag(0, false)), item);
      if (best == null || Ordering.compare(render, next.key(), best.key()) * sign > 0) {
        best = next;
      }
    }
    return best == null ? new Value.Undefined("the sequence is empty") : best.item();
  }

  private static Value groupBy(Render render, Value input, Args args) {
    Bound bound = args.bind("groupby", "attribute", "default", "case_sensitive");
    Attribute attribute = Attribute.of(bound.value(0));
    List<Keyed> keyed = new ArrayList<>();
    for (Value item : Items.of(render, input)) {
      render.budget().elements(1);
      Value key = attribute.of(render, item, bound.find(1));
      keyed.add(new Keyed(key(render, key, bound.flag(2, false)), item));
    }
    keyed.sort(byKey(render, false));
    List<Value> groups = new ArrayList<>();
    @Nullable Value current = null;
    List<Value> members = new ArrayList<>();
    for (Keyed entry : keyed) {
      if (current == null || !Equality.equal(render, current, entry.key())) {
        current = entry.key();
        members = new ArrayList<>();
        // The group is called as its first item spells it.
        Value name = attribute.of(render, entry.item(), bound.find(1));
        groups.add(new Value.Tuple(List.of(name, ListValue.of(members))));
      }
      members.add(entry.item());
    }
    return ListValue.of(groups);
  }
}
