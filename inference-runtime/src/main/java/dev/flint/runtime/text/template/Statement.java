package dev.flint.runtime.text.template;

import dev.flint.runtime.text.template.Expression.Call;
import dev.flint.runtime.text.template.Expression.FilterStep;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a template is made of. */
sealed interface Statement {

  record Data(String text) implements Statement {}

  record Output(Expression value, int line) implements Statement {}

  record If(List<Branch> branches, List<Statement> otherwise) implements Statement {}

  record Branch(Expression test, List<Statement> body, int line) {}

  record For(
      Target target,
      Expression iterable,
      @Nullable Expression filter,
      boolean recursive,
      List<Statement> body,
      List<Statement> otherwise,
      int line)
      implements Statement {}

  record Set(Target target, Expression value, int line) implements Statement {}

  record SetBlock(Target target, List<FilterStep> filters, List<Statement> body, int line)
      implements Statement {}

  record MacroDefinition(Signature signature, int line) implements Statement {}

  record CallBlock(Signature caller, Call call) implements Statement {}

  record FilterBlock(List<FilterStep> filters, List<Statement> body) implements Statement {}

  record With(List<Binding> bindings, List<Statement> body, int line) implements Statement {}

  record Binding(Target target, Expression value) {}

  /** A body with a scope of its own: {@code generation}, {@code block}, {@code autoescape}. */
  record Scoped(List<Statement> body) implements Statement {}

  record Break() implements Statement {}

  record Continue() implements Statement {}

  /**
   * The head and the body of a macro.
   *
   * @param takesRest whether the body speaks of {@code varargs}, so that more values may be passed
   * @param takesNamedRest the same for {@code kwargs}
   * @param takesCaller the same for {@code caller}
   */
  record Signature(
      String name,
      List<Parameter> parameters,
      List<Statement> body,
      boolean takesRest,
      boolean takesNamedRest,
      boolean takesCaller) {}

  record Parameter(String name, @Nullable Expression fallback) {}

  /** What can stand to the left of an assignment. */
  sealed interface Target {
    record Variable(String name) implements Target {}

    record Member(String namespace, String name) implements Target {}

    record Several(List<Target> targets) implements Target {}
  }
}
