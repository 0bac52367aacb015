package dev.flint.runtime.text.template;

import java.util.List;

/** {@code ==} as Python has it: numbers across their types, containers by their contents. */
final class Equality {
  private Equality() {}

  static boolean equal(Render render, Value left, Value right) {
    render.budget().step();
    if (left == right) {
      return !(left instanceof Value.Decimal number) || !Double.isNaN(number.value());
    }
    if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
      return Numbers.equal(left, right);
    }
    return switch (left) {
      case Value.Text text -> right instanceof Value.Text other && equal(render, text, other);
      case Value.Undefined _ -> right instanceof Value.Undefined;
      case Value.Tuple tuple ->
          right instanceof Value.Tuple other && equal(render, tuple.items(), other.items());
      case ListValue list ->
          right instanceof ListValue other && equal(render, list.items(), other.items());
      case Dict dict -> right instanceof Dict other && equal(render, dict, other);
      case Value.Range range ->
          right instanceof Value.Range other
              && equal(render, Items.of(render, range), Items.of(render, other));
      case Value.DictView view ->
          right instanceof Value.DictView other
              && equal(render, Items.of(render, view), Items.of(render, other));
      case Value.None _,
          Value.Bool _,
          Value.Int _,
          Value.Decimal _,
          Value.Function _,
          Generator _,
          Namespace _,
          Loop _,
          Macro _ ->
          false;
    };
  }

  private static boolean equal(Render render, Value.Text left, Value.Text right) {
    if (left.value().length() != right.value().length()) {
      return false;
    }
    render.budget().scan(left.value().length());
    return left.value().equals(right.value());
  }

  private static boolean equal(Render render, List<Value> left, List<Value> right) {
    if (left.size() != right.size()) {
      return false;
    }
    render.budget().enterData();
    boolean equal = true;
    for (int i = 0; equal && i < left.size(); i++) {
      equal = equal(render, left.get(i), right.get(i));
    }
    render.budget().leaveData();
    return equal;
  }

  private static boolean equal(Render render, Dict left, Dict right) {
    if (left.size() != right.size()) {
      return false;
    }
    render.budget().enterData();
    boolean equal = true;
    for (Dict.Entry entry : left.entries()) {
      Value other = right.get(render, entry.key());
      equal = other != null && equal(render, entry.value(), other);
      if (!equal) {
        break;
      }
    }
    render.budget().leaveData();
    return equal;
  }
}
