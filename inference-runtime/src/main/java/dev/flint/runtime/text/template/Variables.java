package dev.flint.runtime.text.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies what the caller passes into values of our own. */
final class Variables {
  private Variables() {}

  static void define(Render render, Map<String, ?> variables, Scope scope) {
    for (Map.Entry<String, ?> variable : variables.entrySet()) {
      scope.set(variable.getKey(), value(render, variable.getValue()));
    }
  }

  private static Value value(Render render, @Nullable Object object) {
    render.budget().elements(1);
    return switch (object) {
      case null -> Value.None.NONE;
      case String text -> new Value.Text(text);
      case Boolean bool -> Value.Bool.of(bool);
      case Long number -> new Value.Int(number);
      case Integer number -> new Value.Int(number);
      case Short number -> new Value.Int(number);
      case Byte number -> new Value.Int(number);
      case BigInteger number -> integer(number);
      case Double number -> new Value.Decimal(number);
      case Float number -> new Value.Decimal(number);
      case BigDecimal number -> new Value.Decimal(number.doubleValue());
      case Map<?, ?> map -> dict(render, map);
      case Collection<?> items -> list(render, items);
      default ->
          throw Faults.fault(
              "a variable is a "
                  + object.getClass().getName()
                  + "; pass maps, lists, strings, numbers, booleans or nulls");
    };
  }

  private static Value integer(BigInteger number) {
    if (number.bitLength() > 63) {
      throw Faults.fault("a variable holds an integer that does not fit 64 bits");
    }
    return new Value.Int(number.longValue());
  }

  private static Value dict(Render render, Map<?, ?> map) {
    render.budget().enter();
    Dict dict = new Dict();
    map.forEach((key, value) -> dict.put(render, value(render, key), value(render, value)));
    render.budget().leave();
    return dict;
  }

  private static Value list(Render render, Collection<?> items) {
    render.budget().enter();
    List<Value> list = new ArrayList<>(items.size());
    items.forEach(item -> list.add(value(render, item)));
    render.budget().leave();
    return ListValue.of(list);
  }
}
