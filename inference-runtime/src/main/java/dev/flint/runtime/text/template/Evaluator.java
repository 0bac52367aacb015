package dev.flint.runtime.text.template;

import dev.flint.runtime.text.template.Expression.Arguments;
import dev.flint.runtime.text.template.Expression.FilterStep;
import dev.flint.runtime.text.template.Expression.Named;
import dev.flint.runtime.text.template.Expression.Operator;
import dev.flint.runtime.text.template.Expression.Pair;
import dev.flint.runtime.text.template.Expression.Term;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Computes expressions. */
final class Evaluator {
  private final Render render;

  Evaluator(Render render) {
    this.render = render;
  }

  Value value(Expression expression, Scope scope) {
    render.budget().step();
    render.budget().enter();
    Value value =
        switch (expression) {
          case Expression.Literal literal -> literal.value();
          case Expression.Name name -> named(name, scope);
          case Expression.ListLiteral list -> ListValue.of(values(list.items(), scope));
          case Expression.TupleLiteral tuple -> new Value.Tuple(values(tuple.items(), scope));
          case Expression.DictLiteral dict -> dict(dict.pairs(), scope);
          case Expression.Attribute attribute -> {
            Value target = value(attribute.target(), scope);
            render.line(attribute.line());
            yield Members.attribute(render, target, attribute.name());
          }
          case Expression.Item item -> {
            Value target = value(item.target(), scope);
            Value key = value(item.key(), scope);
            render.line(item.line());
            yield Members.item(render, target, key);
          }
          case Expression.Slice slice -> slice(slice, scope);
          case Expression.Call call -> call(call, scope, Map.of());
          case Expression.Filtered filtered ->
              filter(value(filtered.input(), scope), filtered.filter(), scope);
          case Expression.Tested tested -> Value.Bool.of(test(tested, scope));
          case Expression.Not not -> Value.Bool.of(!Truth.of(value(not.operand(), scope)));
          case Expression.Sign sign -> {
            Value operand = value(sign.operand(), scope);
            render.line(sign.line());
            yield Operations.sign(sign.negative(), operand);
          }
          case Expression.Arithmetic arithmetic -> arithmetic(arithmetic, scope);
          case Expression.Concatenation concatenation -> concatenation(concatenation, scope);
          case Expression.Comparison comparison -> Value.Bool.of(comparison(comparison, scope));
          case Expression.Logical logical -> logical(logical, scope);
          case Expression.Conditional conditional -> conditional(conditional, scope);
        };
    render.budget().leave();
    return value;
  }

  private Value named(Expression.Name name, Scope scope) {
    render.line(name.line());
    Value value = scope.find(name.name());
    if (value == null) {
      value = Globals.find(name.name());
    }
    return value == null ? new Value.Undefined("'" + name.name() + "' is undefined") : value;
  }

  private List<Value> values(List<Expression> expressions, Scope scope) {
    render.budget().elements(expressions.size());
    List<Value> values = new ArrayList<>(expressions.size());
    for (Expression expression : expressions) {
      values.add(value(expression, scope));
    }
    return values;
  }

  private Value dict(List<Pair> pairs, Scope scope) {
    Dict dict = new Dict();
    for (Pair pair : pairs) {
      Value key = value(pair.key(), scope);
      dict.put(render, key, value(pair.value(), scope));
    }
    return dict;
  }

  private Value slice(Expression.Slice slice, Scope scope) {
    Value target = value(slice.target(), scope);
    Value start = bound(slice.start(), scope);
    Value stop = bound(slice.stop(), scope);
    Value step = bound(slice.step(), scope);
    render.line(slice.line());
    return Slices.slice(render, target, start, stop, step);
  }

  private Value bound(@Nullable Expression bound, Scope scope) {
    return bound == null ? Value.None.NONE : value(bound, scope);
  }

  /** A call, with arguments beyond those that are written. */
  Value call(Expression.Call call, Scope scope, Map<String, Value> more) {
    Value callee = value(call.callee(), scope);
    Args args = args(call.arguments(), scope, more);
    render.line(call.line());
    return render.call(callee, args);
  }

  private Args args(Arguments arguments, Scope scope, Map<String, Value> more) {
    if (arguments == Arguments.NONE && more.isEmpty()) {
      return Args.NONE;
    }
    List<Value> positional = values(arguments.positional(), scope);
    Map<String, Value> named = new LinkedHashMap<>();
    for (Named argument : arguments.named()) {
      if (named.put(argument.name(), value(argument.value(), scope)) != null) {
        throw Faults.fault("the argument '" + argument.name() + "' is given twice");
      }
    }
    if (arguments.spread() != null) {
      positional.addAll(Items.of(render, value(arguments.spread(), scope)));
    }
    if (arguments.spreadNamed() != null) {
      spread(value(arguments.spreadNamed(), scope), named);
    }
    named.putAll(more);
    return new Args(positional, named);
  }

  private void spread(Value value, Map<String, Value> named) {
    if (!(value instanceof Dict dict)) {
      throw Faults.fault("a " + Types.name(value) + " cannot be spread into named arguments");
    }
    render.budget().elements(dict.size());
    for (Dict.Entry entry : dict.entries()) {
      if (!(entry.key() instanceof Value.Text key)) {
        throw Faults.fault("the names of arguments must be strings");
      }
      named.put(key.value(), entry.value());
    }
  }

  Value filter(Value input, FilterStep filter, Scope scope) {
    Args args = args(filter.arguments(), scope, Map.of());
    render.line(filter.line());
    return Filters.apply(render, filter.name(), input, args);
  }

  private boolean test(Expression.Tested tested, Scope scope) {
    Value input = value(tested.input(), scope);
    Args args = args(tested.arguments(), scope, Map.of());
    render.line(tested.line());
    return Tests.holds(render, tested.name(), input, args) != tested.negated();
  }

  private Value arithmetic(Expression.Arithmetic arithmetic, Scope scope) {
    Value result = value(arithmetic.first(), scope);
    for (Term term : arithmetic.terms()) {
      Value operand = value(term.operand(), scope);
      render.line(term.line());
      render.budget().step();
      result = Operations.arithmetic(render, term.operator(), result, operand);
    }
    return result;
  }

  private Value concatenation(Expression.Concatenation concatenation, Scope scope) {
    TextBuffer text = new TextBuffer(render.budget());
    for (Value part : values(concatenation.parts(), scope)) {
      text.append(Printer.str(render, part));
    }
    return new Value.Text(text.toString());
  }

  private boolean comparison(Expression.Comparison comparison, Scope scope) {
    Value left = value(comparison.first(), scope);
    for (Term term : comparison.terms()) {
      Value right = value(term.operand(), scope);
      render.line(term.line());
      if (!compare(term.operator(), left, right)) {
        return false;
      }
      left = right;
    }
    return true;
  }

  private boolean compare(Operator operator, Value left, Value right) {
    return switch (operator) {
      case EQUAL -> Equality.equal(render, left, right);
      case UNEQUAL -> !Equality.equal(render, left, right);
      case IN -> Operations.contains(render, right, left);
      case NOT_IN -> !Operations.contains(render, right, left);
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
          Ordering.holds(render, operator, left, right);
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, FLOOR_DIVIDE, MODULO, POWER ->
          throw new AssertionError(operator + " compares nothing");
    };
  }

  private Value logical(Expression.Logical logical, Scope scope) {
    Value last = Value.None.NONE;
    for (Expression operand : logical.operands()) {
      last = value(operand, scope);
      if (Truth.of(last) != logical.and()) {
        return last;
      }
    }
    return last;
  }

  private Value conditional(Expression.Conditional conditional, Scope scope) {
    if (Truth.of(value(conditional.test(), scope))) {
      return value(conditional.then(), scope);
    }
    return conditional.otherwise() == null
        ? new Value.Undefined("the inline if was false and has no else")
        : value(conditional.otherwise(), scope);
  }
}
