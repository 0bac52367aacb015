package dev.flint.runtime.text.template;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What filters take for {@code attribute}: a path with dots, its numbers being indices. */
final class Attribute {
  private static final Attribute NONE = new Attribute(List.of());

  private final List<Value> path;

  private Attribute(List<Value> path) {
    this.path = path;
  }

  static Attribute of(@Nullable Value attribute) {
    return switch (attribute) {
      case null -> NONE;
      case Value.None _ -> NONE;
      case Value.Text text -> parse(text.value());
      case Value.Int index -> new Attribute(List.of(index));
      case Value other ->
          throw Faults.fault("an attribute is a name or an index, not a " + Types.name(other));
    };
  }

  /** Paths separated by commas, as {@code sort} takes them. */
  static List<Attribute> several(@Nullable Value attribute) {
    if (!(attribute instanceof Value.Text text)) {
      return List.of(of(attribute));
    }
    List<Attribute> all = new ArrayList<>();
    for (String path : text.value().split(",", -1)) {
      all.add(parse(path));
    }
    return all;
  }

  private static Attribute parse(String text) {
    List<Value> path = new ArrayList<>();
    for (String part : text.split("\\.", -1)) {
      boolean index =
          !part.isEmpty() && part.length() < 10 && part.chars().allMatch(c -> c >= '0' && c <= '9');
      path.add(index ? new Value.Int(Integer.parseInt(part)) : new Value.Text(part));
    }
    return new Attribute(path);
  }

  Value of(Render render, Value item) {
    return of(render, item, null);
  }

  /** The attribute of an item; whatever is missing on the way becomes the fallback. */
  Value of(Render render, Value item, @Nullable Value fallback) {
    Value value = item;
    for (Value part : path) {
      render.budget().step();
      value = Members.item(render, value, part);
      if (fallback != null && value instanceof Value.Undefined) {
        value = fallback;
      }
    }
    return value;
  }
}
