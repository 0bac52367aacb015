package dev.flint.runtime.text.template;

import org.jspecify.annotations.Nullable;

/** The methods that values have, by their Python names; nothing else can be reached. */
final class Methods {
  private Methods() {}

  /** A method bound to its value, or null if there is none of this name. */
  static @Nullable Value find(Value target, String name) {
    return switch (target) {
      case Value.Text text -> {
        TextMethod method = TextMethods.ALL.get(name);
        if (method != null && text.markup()) {
          yield Markup.method(name, method, text);
        }
        if (method == null) {
          method = TextQueries.ALL.get(name);
        }
        yield method == null ? null : method.bind(name, text.value());
      }
      case ListValue list -> ListMethods.find(list, name);
      case Value.Tuple tuple -> ListMethods.find(tuple, name);
      case Dict dict -> DictMethods.find(dict, name);
      case Value other -> null;
    };
  }
}
