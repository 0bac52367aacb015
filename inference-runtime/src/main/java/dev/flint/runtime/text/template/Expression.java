package dev.flint.runtime.text.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The expressions of the language. Chains are flat lists, so their length costs no depth. */
sealed interface Expression {

  record Literal(Value value) implements Expression {}

  record Name(String name, int line) implements Expression {}

  record ListLiteral(List<Expression> items) implements Expression {}

  record TupleLiteral(List<Expression> items) implements Expression {}

  record DictLiteral(List<Pair> pairs) implements Expression {}

  record Pair(Expression key, Expression value) {}

  record Attribute(Expression target, String name, int line) implements Expression {}

  record Item(Expression target, Expression key, int line) implements Expression {}

  record Slice(
      Expression target,
      @Nullable Expression start,
      @Nullable Expression stop,
      @Nullable Expression step,
      int line)
      implements Expression {}

  record Call(Expression callee, Arguments arguments, int line) implements Expression {}

  record Filtered(Expression input, FilterStep filter) implements Expression {}

  /** One {@code | name(arguments)}. */
  record FilterStep(String name, Arguments arguments, int line) {}

  record Tested(Expression input, String name, Arguments arguments, boolean negated, int line)
      implements Expression {}

  record Not(Expression operand) implements Expression {}

  record Sign(boolean negative, Expression operand, int line) implements Expression {}

  /** {@code first op operand op operand …}, from left to right. */
  record Arithmetic(Expression first, List<Term> terms) implements Expression {}

  record Term(Operator operator, Expression operand, int line) {}

  record Concatenation(List<Expression> parts) implements Expression {}

  /** {@code first op operand op operand …}, true if every neighbouring pair compares so. */
  record Comparison(Expression first, List<Term> terms) implements Expression {}

  /** {@code and} or {@code or}: the operand that decides. */
  record Logical(boolean and, List<Expression> operands) implements Expression {}

  record Conditional(Expression test, Expression then, @Nullable Expression otherwise)
      implements Expression {}

  /** What stands in the brackets of a call. */
  record Arguments(
      List<Expression> positional,
      List<Named> named,
      @Nullable Expression spread,
      @Nullable Expression spreadNamed) {
    static final Arguments NONE = new Arguments(List.of(), List.of(), null, null);
  }

  record Named(String name, Expression value) {}

  /** Operators between two operands. */
  enum Operator {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    FLOOR_DIVIDE,
    MODULO,
    POWER,
    EQUAL,
    UNEQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    IN,
    NOT_IN
  }
}
