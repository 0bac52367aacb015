package dev.flint.runtime.text.template;

import dev.flint.runtime.text.template.Expression.Operator;
import java.util.List;

/** {@code <} and its kin. */
final class Ordering {
  private Ordering() {}

  static boolean holds(Render render, Operator operator, Value left, Value right) {
    if (Numbers.isNan(left) || Numbers.isNan(right)) {
      return false;
    }
    int order = compare(render, left, right);
    return switch (operator) {
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
      case ADD,
          SUBTRACT,
          MULTIPLY,
          DIVIDE,
          FLOOR_DIVIDE,
          MODULO,
          POWER,
          EQUAL,
          UNEQUAL,
          IN,
          NOT_IN ->
          throw new AssertionError(operator + " does not order");
    };
  }

  /** A total order among values of one kind; kinds do not mix. */
  static int compare(Render render, Value left, Value right) {
    render.budget().step();
    if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
      return Numbers.compare(left, right);
    }
    if (left instanceof Value.Text a && right instanceof Value.Text b) {
      render.budget().scan(Math.min(a.value().length(), b.value().length()));
      return compare(a.value(), b.value());
    }
    if (left instanceof ListValue a && right instanceof ListValue b) {
      return compare(render, a.items(), b.items());
    }
    if (left instanceof Value.Tuple a && right instanceof Value.Tuple b) {
      return compare(render, a.items(), b.items());
    }
    Operations.refuseUndefined(left, right);
    throw Faults.fault("a " + Types.name(left) + " and a " + Types.name(right) + " have no order");
  }

  private static int compare(Render render, List<Value> left, List<Value> right) {
    render.budget().enterData();
    int order = 0;
    for (int i = 0; order == 0 && i < Math.min(left.size(), right.size()); i++) {
      // Equal elements need no order among them, as in Python.
      if (!Equality.equal(render, left.get(i), right.get(i))) {
        order = compare(render, left.get(i), right.get(i));
      }
    }
    render.budget().leaveData();
    return order != 0 ? order : Integer.compare(left.size(), right.size());
  }

  /** By code points: UTF-16 would sort characters beyond the first plane too early. */
  private static int compare(String left, String right) {
    int end = Math.min(left.length(), right.length());
    for (int i = 0; i < end; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        boolean surrogates = Character.isSurrogate(a) != Character.isSurrogate(b);
        return surrogates ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
