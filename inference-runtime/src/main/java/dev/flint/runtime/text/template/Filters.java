package dev.flint.runtime.text.template;

import java.util.HashMap;
import java.util.Map;

/** All filters by name. */
final class Filters {
  private static final Map<String, Filter> ALL = all();

  private Filters() {}

  private static Map<String, Filter> all() {
    Map<String, Filter> all = new HashMap<>();
    all.putAll(TextFilters.ALL);
    all.putAll(MarkupFilters.ALL);
    all.putAll(NumberFilters.ALL);
    all.putAll(SequenceFilters.ALL);
    all.putAll(OrderFilters.ALL);
    all.putAll(SelectFilters.ALL);
    return Map.copyOf(all);
  }

  static boolean exists(String name) {
    return ALL.containsKey(name);
  }

  static Value apply(Render render, String name, Value input, Args args) {
    Filter filter = ALL.get(name);
    if (filter == null) {
      throw Faults.fault("there is no filter '" + name + "'");
    }
    render.budget().step();
    render.budget().enter();
    Value result = filter.apply(render, input, args);
    render.budget().leave();
    return result;
  }
}
