package dev.flint.runtime.text.template;

import dev.flint.runtime.text.template.Expression.Operator;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/** Filters that make numbers. */
final class NumberFilters {
  static final Map<String, Filter> ALL =
      Map.of(
          "int", NumberFilters::integer,
          "float", NumberFilters::decimal,
          "abs", NumberFilters::abs,
          "round", NumberFilters::round);

  private NumberFilters() {}

  private static Value integer(Render render, Value input, Args args) {
    Bound bound = args.bind("int", "default", "base");
    Value fallback = bound.or(0, new Value.Int(0));
    return switch (input) {
      case Value.Int number -> number;
      case Value.Bool bool -> new Value.Int(Numbers.integer(bool));
      case Value.Decimal number -> truncated(number.value(), fallback);
      case Value.Text text -> {
        render.budget().scan(text.value().length());
        int base = bound.small(1, 10);
        Value parsed = NumberText.integer(text.value(), base);
        if (parsed == null) {
          Double decimal = NumberText.decimal(text.value());
          parsed = decimal == null ? fallback : truncated(decimal, fallback);
        }
        yield parsed;
      }
      case Value.Undefined undefined -> throw Faults.fault(undefined.reason());
      case Value other -> fallback;
    };
  }

  private static Value truncated(double value, Value fallback) {
    if (!Double.isFinite(value)) {
      return fallback;
    }
    if (Math.abs(value) >= 0x1p63) {
      throw Faults.fault("an integer does not fit 64 bits");
    }
    return new Value.Int((long) value);
  }

  private static Value decimal(Render render, Value input, Args args) {
    Value fallback = args.bind("float", "default").or(0, new Value.Decimal(0));
    return switch (input) {
      case Value.Decimal number -> number;
      case Value.Text text -> {
        render.budget().scan(text.value().length());
        Double parsed = NumberText.decimal(text.value());
        yield parsed == null ? fallback : new Value.Decimal(parsed);
      }
      case Value.Undefined undefined -> throw Faults.fault(undefined.reason());
      case Value other when Numbers.isNumber(other) -> new Value.Decimal(Numbers.decimal(other));
      case Value other -> fallback;
    };
  }

  private static Value abs(Render render, Value input, Args args) {
    args.bind("abs");
    if (input instanceof Value.Decimal number) {
      return new Value.Decimal(Math.abs(number.value()));
    }
    long value = Numbers.integer(input);
    return value < 0 ? Operations.sign(true, input) : new Value.Int(value);
  }

  private static Value round(Render render, Value input, Args args) {
    Bound bound = args.bind("round", "precision", "method");
    long precision = Math.clamp(bound.integer(0, 0), -400, 400);
    String method = bound.text(1, "common");
    return switch (method) {
      case "common" -> common(input, (int) precision);
      case "ceil", "floor" -> {
        if (Math.abs(precision) > 18) {
          throw Faults.fault("'round' takes at most 18 digits");
        }
        Value scale =
            Operations.arithmetic(
                render, Operator.POWER, new Value.Int(10), new Value.Int(precision));
        double scaled =
            Numbers.decimal(Operations.arithmetic(render, Operator.MULTIPLY, input, scale));
        double whole = method.equals("ceil") ? Math.ceil(scaled) : Math.floor(scaled);
        yield new Value.Decimal(whole / Numbers.decimal(scale));
      }
      default -> throw Faults.fault("'round' knows common, ceil and floor, not '" + method + "'");
    };
  }

  /** To the nearest, halves to even, on the exact value of the number. */
  private static Value common(Value input, int precision) {
    if (input instanceof Value.Decimal number) {
      double value = number.value();
      if (!Double.isFinite(value)) {
        return number;
      }
      double rounded =
          new BigDecimal(value).setScale(precision, RoundingMode.HALF_EVEN).doubleValue();
      return new Value.Decimal(Math.copySign(rounded, value));
    }
    BigDecimal whole = BigDecimal.valueOf(Numbers.integer(input));
    if (precision >= 0) {
      return new Value.Int(whole.longValueExact());
    }
    BigDecimal rounded = whole.setScale(precision, RoundingMode.HALF_EVEN);
    if (rounded.toBigInteger().bitLength() > 63) {
      throw Faults.fault("an integer does not fit 64 bits");
    }
    return new Value.Int(rounded.longValue());
  }
}
