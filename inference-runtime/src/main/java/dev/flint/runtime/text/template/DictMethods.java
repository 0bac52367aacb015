package dev.flint.runtime.text.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Methods of dictionaries. */
final class DictMethods {
  private DictMethods() {}

  static @Nullable Value find(Dict dict, String name) {
    return switch (name) {
      case "keys" -> view(dict, name, Value.DictView.Part.KEYS);
      case "values" -> view(dict, name, Value.DictView.Part.VALUES);
      case "items" -> view(dict, name, Value.DictView.Part.ITEMS);
      case "get" -> method(name, (render, args) -> get(render, dict, args));
      case "pop" -> method(name, (render, args) -> pop(render, dict, args));
      case "popitem" -> method(name, (render, args) -> popItem(render, dict, args));
      case "update" -> method(name, (render, args) -> update(render, dict, args));
      case "setdefault" -> method(name, (render, args) -> setDefault(render, dict, args));
      case "copy" ->
          method(
              name,
              (render, args) -> {
                args.bind("copy");
                Dict copy = new Dict();
                Dicts.fill(render, copy, dict);
                return copy;
              });
      case "clear" ->
          method(
              name,
              (_, args) -> {
                args.bind("clear");
                dict.clear();
                return Value.None.NONE;
              });
      default -> null;
    };
  }

  private static Value method(String name, Value.Function.Body body) {
    return new Value.Function(name, body);
  }

  private static Value view(Dict dict, String name, Value.DictView.Part part) {
    return method(
        name,
        (_, args) -> {
          args.bind(name);
          return new Value.DictView(dict, part);
        });
  }

  private static Value get(Render render, Dict dict, Args args) {
    Bound bound = args.bind("get", "key", "default");
    Value value = dict.get(render, bound.value(0));
    return value == null ? bound.or(1, Value.None.NONE) : value;
  }

  private static Value pop(Render render, Dict dict, Args args) {
    Bound bound = args.bind("pop", "key", "default");
    Value value = dict.remove(render, bound.value(0));
    if (value != null) {
      return value;
    }
    Value fallback = bound.find(1);
    if (fallback == null) {
      throw Faults.fault("'pop' finds no such key");
    }
    return fallback;
  }

  private static Value popItem(Render render, Dict dict, Args args) {
    args.bind("popitem");
    if (dict.size() == 0) {
      throw Faults.fault("'popitem' finds an empty dictionary");
    }
    Value last = Items.of(render, dict).getLast();
    Value value = dict.remove(render, last);
    return new Value.Tuple(List.of(last, value == null ? Value.None.NONE : value));
  }

  private static Value update(Render render, Dict dict, Args args) {
    if (args.positional().size() > 1) {
      throw Faults.fault("'update' takes at most one positional argument");
    }
    for (Value source : args.positional()) {
      Dicts.fill(render, dict, source);
    }
    args.named().forEach((name, value) -> dict.put(render, new Value.Text(name), value));
    return Value.None.NONE;
  }

  private static Value setDefault(Render render, Dict dict, Args args) {
    Bound bound = args.bind("setdefault", "key", "default");
    Value value = dict.get(render, bound.value(0));
    if (value == null) {
      value = bound.or(1, Value.None.NONE);
      dict.put(render, bound.value(0), value);
    }
    return value;
  }
}
