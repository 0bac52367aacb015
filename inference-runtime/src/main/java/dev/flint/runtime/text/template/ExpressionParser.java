package dev.flint.runtime.text.template;

import dev.flint.runtime.text.template.Expression.Arithmetic;
import dev.flint.runtime.text.template.Expression.Comparison;
import dev.flint.runtime.text.template.Expression.Concatenation;
import dev.flint.runtime.text.template.Expression.Conditional;
import dev.flint.runtime.text.template.Expression.Logical;
import dev.flint.runtime.text.template.Expression.Not;
import dev.flint.runtime.text.template.Expression.Operator;
import dev.flint.runtime.text.template.Expression.Sign;
import dev.flint.runtime.text.template.Expression.Term;
import dev.flint.runtime.text.template.Expression.TupleLiteral;
import dev.flint.runtime.text.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Operators by rising precedence, as Jinja has it; what binds tighter is in {@link Primaries}. */
final class ExpressionParser {
  private static final Map<String, Operator> COMPARISONS =
      Map.of(
          "==", Operator.EQUAL,
          "!=", Operator.UNEQUAL,
          "<", Operator.LESS,
          "<=", Operator.LESS_OR_EQUAL,
          ">", Operator.GREATER,
          ">=", Operator.GREATER_OR_EQUAL);
  private static final Map<String, Operator> SUMS =
      Map.of("+", Operator.ADD, "-", Operator.SUBTRACT);
  private static final Map<String, Operator> PRODUCTS =
      Map.of(
          "*", Operator.MULTIPLY,
          "/", Operator.DIVIDE,
          "//", Operator.FLOOR_DIVIDE,
          "%", Operator.MODULO);
  private static final Map<String, Operator> POWERS = Map.of("**", Operator.POWER);

  private final TokenStream tokens;
  private final Primaries primaries;

  ExpressionParser(TokenStream tokens, NamesRead names) {
    this.tokens = tokens;
    this.primaries = new Primaries(tokens, this, names);
  }

  Primaries primaries() {
    return primaries;
  }

  /** One expression, without a tuple's comma. */
  Expression expression() {
    tokens.enter();
    Expression value = or();
    while (tokens.skipName("if")) {
      Expression test = or();
      Expression otherwise = tokens.skipName("else") ? expression() : null;
      value = new Conditional(test, value, otherwise);
    }
    tokens.leave();
    return value;
  }

  /** One expression or, where commas follow, a tuple. */
  Expression tuple() {
    return tuple(this::expression, null, false);
  }

  /** The same without {@code if … else}, which {@code for} and {@code if} keep for themselves. */
  Expression plainTuple(@Nullable String endName) {
    return tuple(this::or, endName, false);
  }

  Expression tuple(Supplier<Expression> element, @Nullable String endName, boolean mayBeEmpty) {
    List<Expression> items = new ArrayList<>();
    boolean comma = false;
    while (!tupleEnds(endName)) {
      items.add(element.get());
      if (!tokens.skipOperator(",")) {
        break;
      }
      comma = true;
    }
    if (!comma && items.size() == 1) {
      return items.getFirst();
    }
    if (items.isEmpty() && !mayBeEmpty) {
      throw tokens.unexpected("an expression");
    }
    return new TupleLiteral(List.copyOf(items));
  }

  private boolean tupleEnds(@Nullable String endName) {
    return tokens.is(Kind.OUTPUT_END)
        || tokens.is(Kind.TAG_END)
        || tokens.isOperator(")")
        || (endName != null && tokens.isName(endName));
  }

  Expression or() {
    return logical("or", false, this::and);
  }

  private Expression and() {
    return logical("and", true, this::not);
  }

  private Expression logical(String word, boolean and, Supplier<Expression> operand) {
    Expression first = operand.get();
    if (!tokens.isName(word)) {
      return first;
    }
    List<Expression> operands = new ArrayList<>(List.of(first));
    while (tokens.skipName(word)) {
      operands.add(operand.get());
    }
    return new Logical(and, List.copyOf(operands));
  }

  private Expression not() {
    if (!tokens.skipName("not")) {
      return comparison();
    }
    tokens.enter();
    Expression operand = not();
    tokens.leave();
    return new Not(operand);
  }

  private Expression comparison() {
    Expression first = sum();
    List<Term> terms = new ArrayList<>();
    while (true) {
      int line = tokens.line();
      Operator operator = comparisonOperator();
      if (operator == null) {
        return terms.isEmpty() ? first : new Comparison(first, List.copyOf(terms));
      }
      terms.add(new Term(operator, sum(), line));
    }
  }

  private @Nullable Operator comparisonOperator() {
    if (tokens.skipName("in")) {
      return Operator.IN;
    }
    if (tokens.isName("not") && tokens.look().isName("in")) {
      tokens.next();
      tokens.next();
      return Operator.NOT_IN;
    }
    return operator(COMPARISONS);
  }

  private @Nullable Operator operator(Map<String, Operator> known) {
    Operator operator = tokens.is(Kind.OPERATOR) ? known.get(tokens.current().text()) : null;
    if (operator != null) {
      tokens.next();
    }
    return operator;
  }

  private Expression sum() {
    return chain(SUMS, this::concatenation);
  }

  private Expression concatenation() {
    Expression first = product();
    if (!tokens.isOperator("~")) {
      return first;
    }
    List<Expression> parts = new ArrayList<>(List.of(first));
    while (tokens.skipOperator("~")) {
      parts.add(product());
    }
    return new Concatenation(List.copyOf(parts));
  }

  private Expression product() {
    return chain(PRODUCTS, this::power);
  }

  private Expression power() {
    return chain(POWERS, () -> unary(true));
  }

  private Expression chain(Map<String, Operator> known, Supplier<Expression> operand) {
    Expression first = operand.get();
    List<Term> terms = new ArrayList<>();
    while (true) {
      int line = tokens.line();
      Operator operator = operator(known);
      if (operator == null) {
        return terms.isEmpty() ? first : new Arithmetic(first, List.copyOf(terms));
      }
      terms.add(new Term(operator, operand.get(), line));
    }
  }

  private Expression unary(boolean withFilters) {
    int line = tokens.line();
    Expression value;
    if (tokens.isOperator("-") || tokens.isOperator("+")) {
      tokens.enter();
      boolean negative = tokens.next().text().equals("-");
      value = new Sign(negative, unary(false), line);
      tokens.leave();
    } else {
      value = primaries.primary();
    }
    value = primaries.postfix(value);
    return withFilters ? primaries.filters(value) : value;
  }
}
