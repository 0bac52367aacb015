package dev.flint.runtime.text.template;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Methods of lists and tuples. */
final class ListMethods {
  private ListMethods() {}

  static @Nullable Value find(Value.Tuple tuple, String name) {
    return switch (name) {
      case "index", "count" -> query(tuple.items(), name);
      // The pairs that 'groupby' gives have these two names.
      case "grouper" -> tuple.items().size() == 2 ? tuple.items().get(0) : null;
      case "list" -> tuple.items().size() == 2 ? tuple.items().get(1) : null;
      default -> null;
    };
  }

  static @Nullable Value find(ListValue list, String name) {
    return switch (name) {
      case "index", "count" -> query(list.items(), name);
      case "append" -> method(name, (render, args) -> append(render, list, args));
      case "extend" -> method(name, (render, args) -> extend(render, list, args));
      case "insert" -> method(name, (render, args) -> insert(render, list, args));
      case "pop" -> method(name, (render, args) -> pop(render, list, args));
      case "remove" -> method(name, (render, args) -> remove(render, list, args));
      case "reverse" -> method(name, (render, args) -> reverse(render, list, args));
      case "sort" -> method(name, (render, args) -> sort(render, list, args));
      case "copy" ->
          method(
              name,
              (render, args) -> {
                args.bind("copy");
                render.budget().elements(list.items().size());
                return ListValue.copyOf(list.items());
              });
      case "clear" ->
          method(
              name,
              (_, args) -> {
                args.bind("clear");
                list.items().clear();
                return Value.None.NONE;
              });
      default -> null;
    };
  }

  private static Value method(String name, Value.Function.Body body) {
    return new Value.Function(name, body);
  }

  private static Value query(List<Value> items, String name) {
    return name.equals("count")
        ? method(name, (render, args) -> count(render, items, args))
        : method(name, (render, args) -> new Value.Int(index(render, items, args, name)));
  }

  private static Value count(Render render, List<Value> items, Args args) {
    Value wanted = args.bind("count", "value").value(0);
    long count = 0;
    for (Value item : items) {
      count += Equality.equal(render, item, wanted) ? 1 : 0;
    }
    return new Value.Int(count);
  }

  private static int index(Render render, List<Value> items, Args args, String callee) {
    Value wanted = args.bind(callee, "value").value(0);
    for (int i = 0; i < items.size(); i++) {
      if (Equality.equal(render, items.get(i), wanted)) {
        return i;
      }
    }
    throw Faults.fault("the value is not in the list");
  }

  private static Value append(Render render, ListValue list, Args args) {
    render.budget().elements(1);
    list.items().add(args.bind("append", "object").value(0));
    return Value.None.NONE;
  }

  private static Value extend(Render render, ListValue list, Args args) {
    List<Value> more = List.copyOf(Items.of(render, args.bind("extend", "iterable").value(0)));
    render.budget().elements(more.size());
    list.items().addAll(more);
    return Value.None.NONE;
  }

  /** Whatever moves the elements behind it pays for them. */
  private static void move(Render render, ListValue list) {
    render.budget().scan(list.items().size());
  }

  private static Value insert(Render render, ListValue list, Args args) {
    Bound bound = args.bind("insert", "index", "object");
    int size = list.items().size();
    long index = bound.integer(0);
    render.budget().elements(1);
    move(render, list);
    list.items().add(Math.clamp(index < 0 ? index + size : index, 0, size), bound.value(1));
    return Value.None.NONE;
  }

  private static Value pop(Render render, ListValue list, Args args) {
    Bound bound = args.bind("pop", "index");
    int size = list.items().size();
    long index = bound.integer(0, -1);
    long position = index < 0 ? index + size : index;
    if (position < 0 || position >= size) {
      throw Faults.fault("'pop' has no element at " + index);
    }
    move(render, list);
    return list.items().remove((int) position);
  }

  private static Value remove(Render render, ListValue list, Args args) {
    int index = index(render, list.items(), args, "remove");
    move(render, list);
    list.items().remove(index);
    return Value.None.NONE;
  }

  private static Value reverse(Render render, ListValue list, Args args) {
    args.bind("reverse");
    render.budget().steps(list.items().size());
    java.util.Collections.reverse(list.items());
    return Value.None.NONE;
  }

  private static Value sort(Render render, ListValue list, Args args) {
    boolean reverse = args.bind("sort", "reverse").flag(0, false);
    List<Value> sorted = new ArrayList<>(list.items());
    java.util.Comparator<Value> order = (a, b) -> Ordering.compare(render, a, b);
    sorted.sort(reverse ? order.reversed() : order);
    list.items().clear();
    list.items().addAll(sorted);
    return Value.None.NONE;
  }
}
