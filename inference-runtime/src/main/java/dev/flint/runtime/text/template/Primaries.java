package dev.flint.runtime.text.template;

import dev.flint.runtime.text.template.Expression.Arguments;
import dev.flint.runtime.text.template.Expression.Attribute;
import dev.flint.runtime.text.template.Expression.Call;
import dev.flint.runtime.text.template.Expression.DictLiteral;
import dev.flint.runtime.text.template.Expression.FilterStep;
import dev.flint.runtime.text.template.Expression.Filtered;
import dev.flint.runtime.text.template.Expression.Item;
import dev.flint.runtime.text.template.Expression.ListLiteral;
import dev.flint.runtime.text.template.Expression.Literal;
import dev.flint.runtime.text.template.Expression.Name;
import dev.flint.runtime.text.template.Expression.Named;
import dev.flint.runtime.text.template.Expression.Pair;
import dev.flint.runtime.text.template.Expression.Slice;
import dev.flint.runtime.text.template.Expression.Tested;
import dev.flint.runtime.text.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Literals, names, brackets, and what may follow them: members, calls, filters, tests. */
final class Primaries {
  private static final Set<Kind> TEST_ARGUMENTS =
      Set.of(Kind.NAME, Kind.STRING, Kind.INTEGER, Kind.DECIMAL);

  private final TokenStream tokens;
  private final ExpressionParser expressions;
  private final NamesRead names;

  Primaries(TokenStream tokens, ExpressionParser expressions, NamesRead names) {
    this.tokens = tokens;
    this.expressions = expressions;
    this.names = names;
  }

  Expression primary() {
    Token token = tokens.current();
    return switch (token.kind()) {
      case NAME -> name(tokens.next());
      case STRING -> string();
      case INTEGER -> new Literal(new Value.Int(Long.parseLong(tokens.next().text())));
      case DECIMAL -> new Literal(new Value.Decimal(Double.parseDouble(tokens.next().text())));
      case OPERATOR -> bracket();
      case DATA, OUTPUT_BEGIN, OUTPUT_END, TAG_BEGIN, TAG_END, END ->
          throw tokens.unexpected("an expression");
    };
  }

  private Expression name(Token token) {
    return switch (token.text()) {
      case "true", "True" -> new Literal(Value.Bool.TRUE);
      case "false", "False" -> new Literal(Value.Bool.FALSE);
      case "none", "None" -> new Literal(Value.None.NONE);
      default -> {
        names.read(token.text());
        yield new Name(token.text(), token.line());
      }
    };
  }

  private Expression string() {
    StringBuilder text = new StringBuilder();
    while (tokens.is(Kind.STRING)) {
      text.append(tokens.next().text());
    }
    return new Literal(new Value.Text(text.toString()));
  }

  private Expression bracket() {
    tokens.enter();
    Expression value;
    if (tokens.skipOperator("(")) {
      value = expressions.tuple(expressions::expression, null, true);
      tokens.expectOperator(")");
    } else if (tokens.skipOperator("[")) {
      List<Expression> items = new ArrayList<>();
      while (!tokens.skipOperator("]")) {
        separate(items);
        if (!tokens.isOperator("]")) {
          items.add(expressions.expression());
        }
      }
      value = new ListLiteral(List.copyOf(items));
    } else if (tokens.skipOperator("{")) {
      value = dict();
    } else {
      throw tokens.unexpected("an expression");
    }
    tokens.leave();
    return value;
  }

  private void separate(List<?> before) {
    if (!before.isEmpty()) {
      tokens.expectOperator(",");
    }
  }

  private Expression dict() {
    List<Pair> pairs = new ArrayList<>();
    while (!tokens.skipOperator("}")) {
      separate(pairs);
      if (!tokens.isOperator("}")) {
        Expression key = expressions.expression();
        tokens.expectOperator(":");
        pairs.add(new Pair(key, expressions.expression()));
      }
    }
    return new DictLiteral(List.copyOf(pairs));
  }

  Expression postfix(Expression value) {
    Expression result = value;
    while (true) {
      int line = tokens.line();
      if (tokens.skipOperator(".")) {
        result = member(result, line);
      } else if (tokens.skipOperator("[")) {
        result = subscript(result, line);
      } else if (tokens.isOperator("(")) {
        result = new Call(result, arguments(), line);
      } else {
        return result;
      }
    }
  }

  private Expression member(Expression target, int line) {
    if (tokens.is(Kind.INTEGER)) {
      Value index = new Value.Int(Long.parseLong(tokens.next().text()));
      return new Item(target, new Literal(index), line);
    }
    return new Attribute(target, tokens.name(), line);
  }

  private Expression subscript(Expression target, int line) {
    Expression start = tokens.isOperator(":") ? null : expressions.tuple();
    if (tokens.skipOperator("]")) {
      if (start == null) {
        throw tokens.unexpected("an index");
      }
      return new Item(target, start, line);
    }
    tokens.expectOperator(":");
    Expression stop = bound();
    Expression step = tokens.skipOperator(":") ? bound() : null;
    tokens.expectOperator("]");
    return new Slice(target, start, stop, step, line);
  }

  private @Nullable Expression bound() {
    return tokens.isOperator(":") || tokens.isOperator("]") ? null : expressions.expression();
  }

  /** Filters, tests and calls in any order. */
  Expression filters(Expression value) {
    Expression result = value;
    while (true) {
      int line = tokens.line();
      if (tokens.skipOperator("|")) {
        result = new Filtered(result, filter());
      } else if (tokens.skipName("is")) {
        result = test(result, line);
      } else if (tokens.isOperator("(")) {
        result = new Call(result, arguments(), line);
      } else {
        return result;
      }
    }
  }

  /** A filter's name and arguments, after its bar. */
  FilterStep filter() {
    int line = tokens.line();
    String name = dotted();
    return new FilterStep(name, tokens.isOperator("(") ? arguments() : Arguments.NONE, line);
  }

  private String dotted() {
    StringBuilder name = new StringBuilder(tokens.name());
    while (tokens.skipOperator(".")) {
      name.append('.').append(tokens.name());
    }
    return name.toString();
  }

  private Expression test(Expression input, int line) {
    boolean negated = tokens.skipName("not");
    String name = dotted();
    Arguments arguments = Arguments.NONE;
    if (tokens.isOperator("(")) {
      arguments = arguments();
    } else if (testArgumentFollows()) {
      if (tokens.isName("is")) {
        throw Faults.fault("tests cannot be chained with 'is'");
      }
      Expression argument = postfix(primary());
      arguments = new Arguments(List.of(argument), List.of(), null, null);
    }
    return new Tested(input, name, arguments, negated, line);
  }

  private boolean testArgumentFollows() {
    Token token = tokens.current();
    if (token.isName("else") || token.isName("or") || token.isName("and")) {
      return false;
    }
    return TEST_ARGUMENTS.contains(token.kind()) || token.isOperator("[") || token.isOperator("{");
  }

  Arguments arguments() {
    tokens.enter();
    tokens.expectOperator("(");
    List<Expression> positional = new ArrayList<>();
    List<Named> named = new ArrayList<>();
    Expression spread = null;
    Expression spreadNamed = null;
    while (!tokens.isOperator(")")) {
      if (tokens.skipOperator("*")) {
        ensure(spread == null && spreadNamed == null);
        spread = expressions.expression();
      } else if (tokens.skipOperator("**")) {
        ensure(spreadNamed == null);
        spreadNamed = expressions.expression();
      } else if (tokens.is(Kind.NAME) && tokens.look().isOperator("=")) {
        ensure(spreadNamed == null);
        String name = tokens.name();
        tokens.next();
        named.add(new Named(name, expressions.expression()));
      } else {
        ensure(spread == null && spreadNamed == null && named.isEmpty());
        positional.add(expressions.expression());
      }
      if (!tokens.isOperator(")")) {
        tokens.expectOperator(",");
      }
    }
    tokens.next();
    tokens.leave();
    return new Arguments(List.copyOf(positional), List.copyOf(named), spread, spreadNamed);
  }

  private static void ensure(boolean inOrder) {
    if (!inOrder) {
      throw Faults.fault("the arguments of a call are out of order");
    }
  }
}
