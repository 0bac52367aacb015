package dev.flint.runtime.text.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code value.name} and {@code value[key]}. */
final class Members {
  private Members() {}

  /** A method or a member first, then the entry of a dictionary. */
  static Value attribute(Render render, Value target, String name) {
    Value member = member(target, name);
    if (member == null && target instanceof Dict dict) {
      member = dict.get(name);
    }
    return member == null ? missing(target, name) : member;
  }

  /** An entry first, then, for a string, a method. */
  static Value item(Render render, Value target, Value key) {
    Value found =
        switch (target) {
          case Value.Undefined undefined -> throw Faults.fault(undefined.reason());
          case Dict dict -> hashable(key) ? dict.get(render, key) : null;
          case ListValue list -> at(list.items(), key);
          case Value.Tuple tuple -> at(tuple.items(), key);
          case Value.Range range -> {
            int index = index(key, range.size());
            yield index < 0 ? null : new Value.Int(range.at(index));
          }
          case Value.Text text -> character(render, text, key);
          case Value other -> null;
        };
    if (found != null) {
      return found;
    }
    if (key instanceof Value.Text name) {
      Value member = member(target, name.value());
      return member == null ? missing(target, name.value()) : member;
    }
    return new Value.Undefined("the " + Types.name(target) + " has no such element");
  }

  private static boolean hashable(Value key) {
    return !(key instanceof ListValue) && !(key instanceof Dict);
  }

  static @Nullable Value member(Value target, String name) {
    return switch (target) {
      case Value.Undefined undefined -> throw Faults.fault(undefined.reason());
      case Namespace namespace -> namespace.members().get(name);
      case Loop loop -> loop.member(name);
      case Macro macro -> macro(macro, name);
      case Value.Text _, ListValue _, Value.Tuple _, Dict _ -> Methods.find(target, name);
      case Value.None _,
          Value.Bool _,
          Value.Int _,
          Value.Decimal _,
          Value.Range _,
          Value.Function _,
          Value.DictView _,
          Generator _ ->
          null;
    };
  }

  private static @Nullable Value macro(Macro macro, String name) {
    return switch (name) {
      case "name" -> new Value.Text(macro.signature().name());
      case "arguments" ->
          new Value.Tuple(
              macro.signature().parameters().stream()
                  .<Value>map(parameter -> new Value.Text(parameter.name()))
                  .toList());
      case "catch_kwargs" -> Value.Bool.of(macro.signature().takesNamedRest());
      case "catch_varargs" -> Value.Bool.of(macro.signature().takesRest());
      case "caller" -> Value.Bool.of(macro.signature().takesCaller());
      default -> null;
    };
  }

  private static Value missing(Value target, String name) {
    return new Value.Undefined("the " + Types.name(target) + " has no member '" + clip(name) + "'");
  }

  private static String clip(String name) {
    return name.length() <= 64 ? name : name.substring(0, 64) + "…";
  }

  private static @Nullable Value at(List<Value> items, Value key) {
    int index = index(key, items.size());
    return index < 0 ? null : items.get(index);
  }

  private static @Nullable Value character(Render render, Value.Text text, Value key) {
    int size = Characters.count(render, text.value());
    int index = index(key, size);
    return index < 0
        ? null
        : Markup.like(text, Characters.part(render, text.value(), index, index + 1));
  }

  /** The index a key stands for, from the end if negative; -1 if it is none. */
  private static int index(Value key, int size) {
    long index =
        switch (key) {
          case Value.Int number -> number.value();
          case Value.Bool bool -> bool.value() ? 1 : 0;
          case Value other -> Long.MIN_VALUE;
        };
    long fromStart = index < 0 ? index + size : index;
    return fromStart >= 0 && fromStart < size ? (int) fromStart : -1;
  }
}
