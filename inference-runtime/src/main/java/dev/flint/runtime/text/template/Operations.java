package dev.flint.runtime.text.template;

import dev.flint.runtime.RuntimeFault;
import dev.flint.runtime.text.template.Expression.Operator;
import java.util.ArrayList;
import java.util.List;

/** Arithmetic and membership. */
final class Operations {
  private Operations() {}

  static Value sign(boolean negative, Value operand) {
    if (operand instanceof Value.Decimal number) {
      return negative ? new Value.Decimal(-number.value()) : number;
    }
    long value = Numbers.integer(operand);
    if (negative && value == Long.MIN_VALUE) {
      throw overflow();
    }
    return new Value.Int(negative ? -value : value);
  }

  static Value arithmetic(Render render, Operator operator, Value left, Value right) {
    if (operator == Operator.MODULO && left instanceof Value.Text format) {
      return PercentFormat.format(render, format, right);
    }
    refuseUndefined(left, right);
    if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
      return Numbers.isInteger(left) && Numbers.isInteger(right)
          ? integers(operator, Numbers.integer(left), Numbers.integer(right))
          : decimals(operator, Numbers.decimal(left), Numbers.decimal(right));
    }
    if (operator == Operator.ADD) {
      return join(render, left, right);
    }
    if (operator == Operator.MULTIPLY && Numbers.isInteger(right)) {
      return repeat(render, left, Numbers.integer(right));
    }
    if (operator == Operator.MULTIPLY && Numbers.isInteger(left)) {
      return repeat(render, right, Numbers.integer(left));
    }
    throw mismatch(operator, left, right);
  }

  static void refuseUndefined(Value left, Value right) {
    if (left instanceof Value.Undefined undefined) {
      throw Faults.fault(undefined.reason());
    }
    if (right instanceof Value.Undefined undefined) {
      throw Faults.fault(undefined.reason());
    }
  }

  private static RuntimeFault mismatch(Operator operator, Value left, Value right) {
    String name = operator.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    return Faults.fault(
        "'" + name + "' does not go with a " + Types.name(left) + " and a " + Types.name(right));
  }

  private static RuntimeFault overflow() {
    return Faults.fault("an integer does not fit 64 bits");
  }

  private static Value integers(Operator operator, long left, long right) {
    try {
      return switch (operator) {
        case ADD -> new Value.Int(Math.addExact(left, right));
        case SUBTRACT -> new Value.Int(Math.subtractExact(left, right));
        case MULTIPLY -> new Value.Int(Math.multiplyExact(left, right));
        case DIVIDE -> new Value.Decimal(left / (double) nonZero(right));
        case FLOOR_DIVIDE -> new Value.Int(Math.floorDivExact(left, nonZero(right)));
        case MODULO -> new Value.Int(Math.floorMod(left, nonZero(right)));
        case POWER ->
            right < 0
                ? new Value.Decimal(Math.pow(nonZero(left), right))
                : new Value.Int(power(left, right));
        case EQUAL, UNEQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, IN, NOT_IN ->
            throw new AssertionError(operator + " computes nothing");
      };
    } catch (ArithmeticException e) {
      throw overflow();
    }
  }

  private static long nonZero(long divisor) {
    if (divisor == 0) {
      throw Faults.fault("division by zero");
    }
    return divisor;
  }

  /** By squaring: at most 64 rounds. */
  private static long power(long base, long exponent) {
    if (base == 0 || base == 1 || base == -1) {
      return exponent == 0 ? 1 : base == -1 && exponent % 2 == 0 ? 1 : base;
    }
    long result = 1;
    long square = base;
    for (long rest = exponent; rest > 0; rest >>= 1) {
      if ((rest & 1) == 1) {
        result = Math.multiplyExact(result, square);
      }
      if (rest > 1) {
        square = Math.multiplyExact(square, square);
      }
    }
    return result;
  }

  private static Value decimals(Operator operator, double left, double right) {
    boolean divides =
        operator == Operator.DIVIDE
            || operator == Operator.FLOOR_DIVIDE
            || operator == Operator.MODULO;
    if (divides && right == 0) {
      throw Faults.fault("division by zero");
    }
    return new Value.Decimal(
        switch (operator) {
          case ADD -> left + right;
          case SUBTRACT -> left - right;
          case MULTIPLY -> left * right;
          case DIVIDE -> left / right;
          case FLOOR_DIVIDE -> floorDivide(left, right);
          case MODULO -> floorModulo(left, right);
          case POWER -> power(left, right);
          case EQUAL, UNEQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, IN, NOT_IN ->
              throw new AssertionError(operator + " computes nothing");
        });
  }

  private static double power(double base, double exponent) {
    double result = Math.pow(base, exponent);
    boolean finite = Double.isFinite(base) && Double.isFinite(exponent);
    if (finite && !Double.isFinite(result)) {
      throw Faults.fault("a power has no finite value");
    }
    return result;
  }

  private static double floorModulo(double left, double right) {
    double rest = left % right;
    if (rest == 0) {
      return Math.copySign(0.0, right);
    }
    return (rest < 0) != (right < 0) ? rest + right : rest;
  }

  private static double floorDivide(double left, double right) {
    double rest = left % right;
    double quotient = (left - rest) / right;
    if (rest != 0 && (rest < 0) != (right < 0)) {
      quotient -= 1;
    }
    double floor = Math.floor(quotient);
    return quotient - floor > 0.5 ? floor + 1 : floor;
  }

  private static Value join(Render render, Value left, Value right) {
    if (left instanceof Value.Text a && right instanceof Value.Text b) {
      if (a.markup() != b.markup()) {
        return new Value.Text(
            joined(render, Markup.escaped(render, a), Markup.escaped(render, b)), true);
      }
      return new Value.Text(joined(render, a.value(), b.value()), a.markup());
    }
    if (left instanceof ListValue a && right instanceof ListValue b) {
      return ListValue.of(join(render, a.items(), b.items()));
    }
    if (left instanceof Value.Tuple a && right instanceof Value.Tuple b) {
      return new Value.Tuple(join(render, a.items(), b.items()));
    }
    throw mismatch(Operator.ADD, left, right);
  }

  private static String joined(Render render, String left, String right) {
    render.budget().text((long) left.length() + right.length());
    return left + right;
  }

  private static List<Value> join(Render render, List<Value> left, List<Value> right) {
    render.budget().elements((long) left.size() + right.size());
    List<Value> both = new ArrayList<>(left.size() + right.size());
    both.addAll(left);
    both.addAll(right);
    return both;
  }

  private static Value repeat(Render render, Value value, long times) {
    return switch (value) {
      case Value.Text text -> {
        int count = count(times, text.value().length());
        render.budget().text((long) text.value().length() * count);
        yield Markup.like(text, text.value().repeat(count));
      }
      case ListValue list -> ListValue.of(repeat(render, list.items(), times));
      case Value.Tuple tuple -> new Value.Tuple(repeat(render, tuple.items(), times));
      case Value other -> throw mismatch(Operator.MULTIPLY, other, new Value.Int(times));
    };
  }

  private static List<Value> repeat(Render render, List<Value> items, long times) {
    int count = count(times, items.size());
    render.budget().elements((long) items.size() * count);
    List<Value> repeated = new ArrayList<>(items.size() * count);
    for (int i = 0; i < count; i++) {
      repeated.addAll(items);
    }
    return repeated;
  }

  /** How often to repeat: never below zero, and once is enough for nothing. */
  private static int count(long times, int size) {
    return size == 0 ? 1 : Math.clamp(times, 0, Integer.MAX_VALUE);
  }

  static boolean contains(Render render, Value container, Value item) {
    return switch (container) {
      case Value.Text text -> {
        if (!(item instanceof Value.Text part)) {
          refuseUndefined(item, item);
          throw Faults.fault("only a string can be in a string, not a " + Types.name(item));
        }
        yield Search.find(render, text.value(), part.value(), 0) >= 0;
      }
      case Dict dict -> dict.get(render, item) != null;
      case Value.DictView view when view.part() == Value.DictView.Part.KEYS ->
          view.dict().get(render, item) != null;
      case Value.Range range -> inRange(range, item);
      case Generator generator -> takenUntil(render, generator, item);
      case Value other -> {
        for (Value element : Items.of(render, other)) {
          if (Equality.equal(render, element, item)) {
            yield true;
          }
        }
        yield false;
      }
    };
  }

  private static boolean inRange(Value.Range range, Value item) {
    if (!Numbers.isNumber(item) || range.size() == 0) {
      return false;
    }
    double value = Numbers.decimal(item);
    double index = (value - range.start()) / range.step();
    return index >= 0 && index < range.size() && index == Math.rint(index);
  }

  private static boolean takenUntil(Render render, Generator generator, Value item) {
    for (Value next = generator.take(); next != null; next = generator.take()) {
      if (Equality.equal(render, next, item)) {
        return true;
      }
    }
    return false;
  }
}
