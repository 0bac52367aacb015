package dev.flint.runtime.text.template;

import dev.flint.runtime.text.template.Expression.Operator;
import java.util.Map;

/** The tests behind {@code is}. */
final class Tests {
  /** One test: {@code input is name(args)}. */
  private interface Test {
    boolean holds(Render render, Value input, Args args);
  }

  private interface Plain {
    boolean holds(Value input);
  }

  private static final Test EQUAL = comparing("eq", Equality::equal);
  private static final Test UNEQUAL = comparing("ne", (r, a, b) -> !Equality.equal(r, a, b));
  private static final Test LESS = ordering(Operator.LESS);
  private static final Test LESS_OR_EQUAL = ordering(Operator.LESS_OR_EQUAL);
  private static final Test GREATER = ordering(Operator.GREATER);
  private static final Test GREATER_OR_EQUAL = ordering(Operator.GREATER_OR_EQUAL);

  private static final Map<String, Test> ALL =
      Map.ofEntries(
          Map.entry("defined", plain(value -> !(value instanceof Value.Undefined))),
          Map.entry("undefined", plain(value -> value instanceof Value.Undefined)),
          Map.entry("none", plain(value -> value == Value.None.NONE)),
          Map.entry("boolean", plain(value -> value instanceof Value.Bool)),
          Map.entry("true", plain(value -> value instanceof Value.Bool b && b.value())),
          Map.entry("false", plain(value -> value instanceof Value.Bool b && !b.value())),
          Map.entry("integer", plain(value -> value instanceof Value.Int)),
          Map.entry("float", plain(value -> value instanceof Value.Decimal)),
          Map.entry("number", plain(Numbers::isNumber)),
          Map.entry("string", plain(value -> value instanceof Value.Text)),
          Map.entry("mapping", plain(value -> value instanceof Dict)),
          Map.entry("iterable", plain(Items::iterable)),
          Map.entry("sequence", plain(Tests::sequence)),
          Map.entry("callable", plain(Tests::callable)),
          Map.entry("escaped", plain(value -> value instanceof Value.Text t && t.markup())),
          Map.entry("lower", (r, value, _) -> Cases.isLower(r, Printer.str(r, value))),
          Map.entry("upper", (r, value, _) -> Cases.isUpper(r, Printer.str(r, value))),
          Map.entry("odd", (r, value, _) -> remainder(r, value, new Value.Int(2)) == 1),
          Map.entry("even", (r, value, _) -> remainder(r, value, new Value.Int(2)) == 0),
          Map.entry("divisibleby", comparing("divisibleby", (r, a, b) -> remainder(r, a, b) == 0)),
          Map.entry("sameas", comparing("sameas", Tests::same)),
          Map.entry("in", comparing("in", (r, item, all) -> Operations.contains(r, all, item))),
          Map.entry("filter", (r, value, _) -> Filters.exists(Printer.str(r, value))),
          Map.entry("test", (r, value, _) -> exists(Printer.str(r, value))),
          Map.entry("==", EQUAL),
          Map.entry("eq", EQUAL),
          Map.entry("equalto", EQUAL),
          Map.entry("!=", UNEQUAL),
          Map.entry("ne", UNEQUAL),
          Map.entry("<", LESS),
          Map.entry("lt", LESS),
          Map.entry("lessthan", LESS),
          Map.entry("<=", LESS_OR_EQUAL),
          Map.entry("le", LESS_OR_EQUAL),
          Map.entry(">", GREATER),
          Map.entry("gt", GREATER),
          Map.entry("greaterthan", GREATER),
          Map.entry(">=", GREATER_OR_EQUAL),
          Map.entry("ge", GREATER_OR_EQUAL));

  private Tests() {}

  private static boolean exists(String name) {
    return ALL.containsKey(name);
  }

  static boolean holds(Render render, String name, Value input, Args args) {
    Test test = ALL.get(name);
    if (test == null) {
      throw Faults.fault("there is no test '" + name + "'");
    }
    render.budget().step();
    return test.holds(render, input, args);
  }

  private static Test plain(Plain plain) {
    return (_, input, args) -> {
      args.bind("is");
      return plain.holds(input);
    };
  }

  private interface Relation {
    boolean holds(Render render, Value left, Value right);
  }

  private static Test comparing(String name, Relation relation) {
    return (render, input, args) ->
        relation.holds(render, input, args.bind(name, "other").value(0));
  }

  private static Test ordering(Operator operator) {
    return comparing("is", (render, a, b) -> Ordering.holds(render, operator, a, b));
  }

  private static double remainder(Render render, Value value, Value divisor) {
    Operations.refuseUndefined(value, divisor);
    if (!Numbers.isNumber(value) || !Numbers.isNumber(divisor)) {
      throw Faults.fault("a number is needed, not a " + Types.name(value));
    }
    return Numbers.decimal(Operations.arithmetic(render, Operator.MODULO, value, divisor));
  }

  /** What has a length and can be indexed. */
  private static boolean sequence(Value value) {
    return value instanceof Value.Text
        || value instanceof ListValue
        || value instanceof Value.Tuple
        || value instanceof Value.Range
        || value instanceof Dict
        || value instanceof Value.Undefined;
  }

  private static boolean callable(Value value) {
    return value instanceof Value.Function
        || value instanceof Macro
        || value instanceof Loop
        || value instanceof Value.Undefined;
  }

  /** Identity; texts and numbers have none here, so equal ones of one type are the same. */
  private static boolean same(Render render, Value left, Value right) {
    boolean plain =
        left instanceof Value.Text || Numbers.isNumber(left) || left instanceof Value.Undefined;
    return plain
        ? left.getClass() == right.getClass() && Equality.equal(render, left, right)
        : left == right;
  }
}
