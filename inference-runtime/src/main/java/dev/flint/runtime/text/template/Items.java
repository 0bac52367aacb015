package dev.flint.runtime.text.template;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Values as sequences of values. */
final class Items {
  private Items() {}

  /** What iterating over the value gives; not to be changed. Generators are used up. */
  static List<Value> of(Render render, Value value) {
    List<Value> items =
        switch (value) {
          case Value.Undefined _ -> List.of();
          case Value.Text text -> characters(render, text.value());
          case Value.Tuple tuple -> tuple.items();
          case Value.Range range -> numbers(render, range);
          case Value.DictView view -> list(render, view.dict(), view.part());
          case ListValue list -> list.items();
          case Dict dict -> list(render, dict, Value.DictView.Part.KEYS);
          case Generator generator -> generator.drain();
          case Value.None _,
              Value.Bool _,
              Value.Int _,
              Value.Decimal _,
              Value.Function _,
              Namespace _,
              Loop _,
              Macro _ ->
              throw Faults.fault("a " + Types.name(value) + " cannot be iterated over");
        };
    render.budget().steps(items.size());
    return items;
  }

  static boolean iterable(Value value) {
    return switch (value) {
      case Value.Undefined _,
          Value.Text _,
          Value.Tuple _,
          Value.Range _,
          Value.DictView _,
          ListValue _,
          Dict _,
          Generator _,
          Loop _ ->
          true;
      case Value.None _,
          Value.Bool _,
          Value.Int _,
          Value.Decimal _,
          Value.Function _,
          Namespace _,
          Macro _ ->
          false;
    };
  }

  /** The number of items, for values that know it. */
  static OptionalLong size(Render render, Value value) {
    return switch (value) {
      case Value.Undefined _ -> OptionalLong.of(0);
      case Value.Text text -> OptionalLong.of(Characters.count(render, text.value()));
      case Value.Tuple tuple -> OptionalLong.of(tuple.items().size());
      case Value.Range range -> OptionalLong.of(range.size());
      case Value.DictView view -> OptionalLong.of(view.dict().size());
      case ListValue list -> OptionalLong.of(list.items().size());
      case Dict dict -> OptionalLong.of(dict.size());
      case Loop loop -> OptionalLong.of(loop.size());
      case Value.None _,
          Value.Bool _,
          Value.Int _,
          Value.Decimal _,
          Value.Function _,
          Generator _,
          Namespace _,
          Macro _ ->
          OptionalLong.empty();
    };
  }

  private static List<Value> list(Render render, Dict dict, Value.DictView.Part part) {
    render.budget().elements(dict.size());
    return dict.list(part);
  }

  private static List<Value> numbers(Render render, Value.Range range) {
    render.budget().elements(range.size());
    List<Value> numbers = new ArrayList<>(range.size());
    for (int i = 0; i < range.size(); i++) {
      numbers.add(new Value.Int(range.at(i)));
    }
    return numbers;
  }

  private static List<Value> characters(Render render, String text) {
    render.budget().elements(text.length());
    List<Value> characters = new ArrayList<>(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      characters.add(new Value.Text(Character.toString(c)));
      i += Character.charCount(c);
    }
    return characters;
  }
}
