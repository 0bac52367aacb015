package dev.flint.runtime.text.template;

import dev.flint.runtime.RuntimeFault;
import dev.flint.runtime.text.template.Token.Kind;
import java.util.List;

/** The parser's view of the tokens, and its guard against deep nesting. */
final class TokenStream {
  /** Nesting of tags and brackets; real templates stay below twenty. */
  private static final int DEPTH = 100;

  private final List<Token> tokens;
  private int at;
  private int depth;

  TokenStream(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token current() {
    return tokens.get(at);
  }

  Token look() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  Token next() {
    Token token = current();
    if (token.kind() != Kind.END) {
      at++;
    }
    return token;
  }

  boolean is(Kind kind) {
    return current().kind() == kind;
  }

  boolean isName(String name) {
    return current().isName(name);
  }

  boolean isOperator(String operator) {
    return current().isOperator(operator);
  }

  boolean skipName(String name) {
    boolean found = isName(name);
    if (found) {
      next();
    }
    return found;
  }

  boolean skipOperator(String operator) {
    boolean found = isOperator(operator);
    if (found) {
      next();
    }
    return found;
  }

  Token expect(Kind kind, String what) {
    if (!is(kind)) {
      throw unexpected(what);
    }
    return next();
  }

  String name() {
    return expect(Kind.NAME, "a name").text();
  }

  void expectOperator(String operator) {
    if (!skipOperator(operator)) {
      throw unexpected("'" + operator + "'");
    }
  }

  void expectName(String name) {
    if (!skipName(name)) {
      throw unexpected("'" + name + "'");
    }
  }

  RuntimeFault unexpected(String expected) {
    return Faults.fault(expected + " is expected, but here is " + current().describe());
  }

  int line() {
    return current().line();
  }

  void enter() {
    if (++depth > DEPTH) {
      throw Faults.fault("it nests deeper than " + DEPTH + " levels");
    }
  }

  void leave() {
    depth--;
  }
}
