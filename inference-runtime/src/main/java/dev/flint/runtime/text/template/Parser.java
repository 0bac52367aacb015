package dev.flint.runtime.text.template;

import dev.flint.runtime.RuntimeFault;
import dev.flint.runtime.text.template.Expression.Call;
import dev.flint.runtime.text.template.Expression.FilterStep;
import dev.flint.runtime.text.template.Statement.Binding;
import dev.flint.runtime.text.template.Statement.Branch;
import dev.flint.runtime.text.template.Statement.Parameter;
import dev.flint.runtime.text.template.Statement.Signature;
import dev.flint.runtime.text.template.Statement.Target;
import dev.flint.runtime.text.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Turns tokens into statements. */
final class Parser {
  private final TokenStream tokens;
  private final NamesRead names = new NamesRead();
  private final ExpressionParser expressions;
  private final Targets targets;
  private int loops;

  private Parser(List<Token> tokens) {
    this.tokens = new TokenStream(tokens);
    this.expressions = new ExpressionParser(this.tokens, names);
    this.targets = new Targets(this.tokens);
  }

  static List<Statement> parse(String source) {
    Parser parser = new Parser(Lexer.tokens(source));
    try {
      return parser.body(Set.of());
    } catch (RuntimeFault fault) {
      throw Faults.at(parser.tokens.line(), fault);
    }
  }

  /** Statements up to a tag with one of these names, which becomes the current token. */
  private List<Statement> body(Set<String> ends) {
    tokens.enter();
    List<Statement> body = new ArrayList<>();
    while (true) {
      Token token = tokens.next();
      switch (token.kind()) {
        case DATA -> body.add(new Statement.Data(token.text()));
        case OUTPUT_BEGIN -> {
          body.add(new Statement.Output(expressions.tuple(), token.line()));
          tokens.expect(Kind.OUTPUT_END, "'}}'");
        }
        case TAG_BEGIN -> {
          if (tokens.is(Kind.NAME) && ends.contains(tokens.current().text())) {
            tokens.leave();
            return List.copyOf(body);
          }
          statement(body);
          tokens.expect(Kind.TAG_END, "'%}'");
        }
        case END -> {
          if (!ends.isEmpty()) {
            throw Faults.fault("the template ends where " + named(ends) + " is expected");
          }
          tokens.leave();
          return List.copyOf(body);
        }
        case OUTPUT_END, TAG_END, NAME, STRING, INTEGER, DECIMAL, OPERATOR ->
            throw new AssertionError("tokens of tags stay inside of tags");
      }
    }
  }

  private static String named(Set<String> ends) {
    return "'" + String.join("' or '", ends.stream().sorted().toList()) + "'";
  }

  /** The rest of a tag, then its body; the closing tag's name is passed. */
  private List<Statement> block(String end) {
    List<Statement> body = open(Set.of(end));
    tokens.next();
    return body;
  }

  /** The same, with the closing tag's name left as the current token. */
  private List<Statement> open(Set<String> ends) {
    tokens.skipOperator(":");
    tokens.expect(Kind.TAG_END, "'%}'");
    return body(ends);
  }

  private void statement(List<Statement> body) {
    int line = tokens.line();
    String tag = tokens.name();
    switch (tag) {
      case "if" -> body.add(condition());
      case "for" -> body.add(loop(line));
      case "set" -> body.add(assignment(line));
      case "macro" -> {
        Signature macro = signature(targets.name(), parameters(), "endmacro");
        body.add(new Statement.MacroDefinition(macro, line));
      }
      case "call" -> body.add(callBlock(line));
      case "filter" -> {
        List<FilterStep> filters =
            filters(new ArrayList<>(List.of(expressions.primaries().filter())));
        body.add(new Statement.FilterBlock(filters, block("endfilter")));
      }
      case "with" -> body.add(with(line));
      case "print" -> print(body, line);
      case "break", "continue" -> {
        if (loops == 0) {
          throw Faults.fault("'" + tag + "' stands outside of a loop");
        }
        body.add(tag.equals("break") ? new Statement.Break() : new Statement.Continue());
      }
      // Marks what the model says, for training; rendering only gives it a scope.
      case "generation" -> body.add(new Statement.Scoped(block("endgeneration")));
      case "autoescape" -> {
        expressions.expression();
        body.add(new Statement.Scoped(block("endautoescape")));
      }
      case "block" -> body.add(namedBlock());
      case "include", "import", "from", "extends" ->
          throw Faults.fault("'" + tag + "' reads other templates, which a chat template may not");
      default -> throw Faults.fault("the tag '" + tag + "' is unknown or has nothing to close");
    }
  }

  private Statement condition() {
    List<Branch> branches = new ArrayList<>();
    while (true) {
      int line = tokens.line();
      Expression test = expressions.plainTuple(null);
      branches.add(new Branch(test, open(Set.of("elif", "else", "endif")), line));
      String next = tokens.name();
      if (next.equals("elif")) {
        continue;
      }
      List<Statement> otherwise = next.equals("else") ? block("endif") : List.of();
      return new Statement.If(List.copyOf(branches), otherwise);
    }
  }

  private Statement loop(int line) {
    Target target = targets.several("in", false);
    tokens.expectName("in");
    Expression iterable = expressions.plainTuple("recursive");
    Expression filter = tokens.skipName("if") ? expressions.expression() : null;
    boolean recursive = tokens.skipName("recursive");
    loops++;
    List<Statement> body = open(Set.of("endfor", "else"));
    loops--;
    List<Statement> otherwise = tokens.name().equals("else") ? block("endfor") : List.of();
    return new Statement.For(target, iterable, filter, recursive, body, otherwise, line);
  }

  private Statement assignment(int line) {
    Target target = targets.several(null, true);
    if (tokens.skipOperator("=")) {
      return new Statement.Set(target, expressions.tuple(), line);
    }
    List<FilterStep> filters = filters(new ArrayList<>());
    return new Statement.SetBlock(target, filters, block("endset"), line);
  }

  private List<FilterStep> filters(List<FilterStep> steps) {
    while (tokens.skipOperator("|")) {
      steps.add(expressions.primaries().filter());
    }
    return List.copyOf(steps);
  }

  /** The body of a macro: a loop around it is none of its own. */
  private Signature signature(String name, List<Parameter> parameters, String end) {
    int around = loops;
    loops = 0;
    names.open();
    List<Statement> body = block(end);
    Set<String> read = names.close();
    loops = around;
    return new Signature(
        name,
        parameters,
        body,
        read.contains("varargs"),
        read.contains("kwargs"),
        read.contains("caller"));
  }

  private List<Parameter> parameters() {
    tokens.expectOperator("(");
    List<Parameter> parameters = new ArrayList<>();
    while (!tokens.isOperator(")")) {
      if (!parameters.isEmpty()) {
        tokens.expectOperator(",");
      }
      String name = targets.name();
      boolean fallback = tokens.skipOperator("=");
      if (!fallback && !parameters.isEmpty() && parameters.getLast().fallback() != null) {
        throw Faults.fault("the parameter '" + name + "' needs a default as the one before has");
      }
      parameters.add(new Parameter(name, fallback ? expressions.expression() : null));
    }
    tokens.next();
    return List.copyOf(parameters);
  }

  private Statement callBlock(int line) {
    List<Parameter> parameters = tokens.isOperator("(") ? parameters() : List.of();
    if (!(expressions.expression() instanceof Call call)) {
      throw Faults.fault("a call block needs a call (line " + line + ")");
    }
    return new Statement.CallBlock(signature("caller", parameters, "endcall"), call);
  }

  private Statement with(int line) {
    List<Binding> bindings = new ArrayList<>();
    while (!tokens.is(Kind.TAG_END)) {
      if (!bindings.isEmpty()) {
        tokens.expectOperator(",");
      }
      Target target = targets.one(false);
      tokens.expectOperator("=");
      bindings.add(new Binding(target, expressions.expression()));
    }
    return new Statement.With(List.copyOf(bindings), block("endwith"), line);
  }

  private void print(List<Statement> body, int line) {
    body.add(new Statement.Output(expressions.expression(), line));
    while (tokens.skipOperator(",")) {
      body.add(new Statement.Output(expressions.expression(), line));
    }
  }

  private Statement namedBlock() {
    String name = tokens.name();
    tokens.skipName("scoped");
    tokens.skipName("required");
    Statement block = new Statement.Scoped(block("endblock"));
    tokens.skipName(name);
    return block;
  }
}
