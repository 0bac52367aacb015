package dev.flint.runtime.text.template;

import dev.flint.runtime.text.template.Expression.FilterStep;
import dev.flint.runtime.text.template.Statement.Binding;
import dev.flint.runtime.text.template.Statement.Branch;
import dev.flint.runtime.text.template.Statement.Target;
import java.util.List;
import java.util.Map;

/** Carries out statements. */
final class Executor {
  /** How a body ended. */
  private enum Flow {
    NORMAL,
    BREAK,
    CONTINUE
  }

  private final Render render;

  Executor(Render render) {
    this.render = render;
  }

  /** The text that a body gives. */
  String body(List<Statement> body, Scope scope) {
    TextBuffer out = new TextBuffer(render.budget());
    run(body, scope, out);
    return out.toString();
  }

  private Flow run(List<Statement> body, Scope scope, TextBuffer out) {
    render.budget().enter();
    Flow flow = Flow.NORMAL;
    for (Statement statement : body) {
      render.budget().step();
      flow = run(statement, scope, out);
      if (flow != Flow.NORMAL) {
        break;
      }
    }
    render.budget().leave();
    return flow;
  }

  private Flow run(Statement statement, Scope scope, TextBuffer out) {
    return switch (statement) {
      case Statement.Data data -> {
        out.append(data.text());
        yield Flow.NORMAL;
      }
      case Statement.Output output -> {
        render.line(output.line());
        Printer.print(render, value(output.value(), scope), out);
        yield Flow.NORMAL;
      }
      case Statement.If condition -> condition(condition, scope, out);
      case Statement.For loop -> {
        render.line(loop.line());
        yield loop(loop, value(loop.iterable(), scope), 0, scope, out);
      }
      case Statement.Set set -> {
        render.line(set.line());
        assign(set.target(), value(set.value(), scope), scope);
        yield Flow.NORMAL;
      }
      case Statement.SetBlock set -> {
        render.line(set.line());
        assign(set.target(), filtered(set.body(), set.filters(), scope), scope);
        yield Flow.NORMAL;
      }
      case Statement.MacroDefinition macro -> {
        scope.set(macro.signature().name(), new Macro(macro.signature(), scope));
        yield Flow.NORMAL;
      }
      case Statement.CallBlock block -> {
        Macro caller = new Macro(block.caller(), scope);
        Value text = render.evaluator().call(block.call(), scope, Map.of("caller", caller));
        Printer.print(render, text, out);
        yield Flow.NORMAL;
      }
      case Statement.FilterBlock block -> {
        Printer.print(render, filtered(block.body(), block.filters(), scope), out);
        yield Flow.NORMAL;
      }
      case Statement.With with -> with(with, scope, out);
      case Statement.Scoped scoped -> run(scoped.body(), new Scope(scope), out);
      case Statement.Break _ -> Flow.BREAK;
      case Statement.Continue _ -> Flow.CONTINUE;
    };
  }

  private Value value(Expression expression, Scope scope) {
    return render.evaluator().value(expression, scope);
  }

  private Flow condition(Statement.If condition, Scope scope, TextBuffer out) {
    for (Branch branch : condition.branches()) {
      render.line(branch.line());
      if (Truth.of(value(branch.test(), scope))) {
        return run(branch.body(), scope, out);
      }
    }
    return run(condition.otherwise(), scope, out);
  }

  private Flow loop(Statement.For loop, Value iterable, int depth, Scope scope, TextBuffer out) {
    Loop.Recursion recursion =
        loop.recursive() ? (items, level) -> recurse(loop, items, level, scope) : null;
    Loop state = new Loop(items(loop, iterable, scope), depth, recursion);
    if (state.size() == 0) {
      return run(loop.otherwise(), new Scope(scope), out);
    }
    while (state.advance()) {
      render.budget().step();
      Scope inner = new Scope(scope);
      inner.set("loop", state);
      assign(loop.target(), state.item(), inner);
      if (run(loop.body(), inner, out) == Flow.BREAK) {
        break;
      }
    }
    return Flow.NORMAL;
  }

  private Value recurse(Statement.For loop, Value iterable, int depth, Scope scope) {
    TextBuffer out = new TextBuffer(render.budget());
    loop(loop, iterable, depth, scope, out);
    return new Value.Text(out.toString());
  }

  /** The items to walk, a copy: the body may change the list. */
  private List<Value> items(Statement.For loop, Value iterable, Scope scope) {
    List<Value> all = Items.of(render, iterable);
    if (loop.filter() == null) {
      return List.copyOf(all);
    }
    return all.stream().filter(item -> passes(loop, loop.filter(), item, scope)).toList();
  }

  private boolean passes(Statement.For loop, Expression filter, Value item, Scope scope) {
    Scope inner = new Scope(scope);
    assign(loop.target(), item, inner);
    return Truth.of(value(filter, inner));
  }

  private Value filtered(List<Statement> body, List<FilterStep> filters, Scope scope) {
    Scope inner = new Scope(scope);
    Value value = new Value.Text(body(body, inner));
    for (FilterStep filter : filters) {
      value = render.evaluator().filter(value, filter, inner);
    }
    return value;
  }

  private Flow with(Statement.With with, Scope scope, TextBuffer out) {
    Scope inner = new Scope(scope);
    for (Binding binding : with.bindings()) {
      render.line(with.line());
      assign(binding.target(), value(binding.value(), scope), inner);
    }
    return run(with.body(), inner, out);
  }

  private void assign(Target target, Value value, Scope scope) {
    switch (target) {
      case Target.Variable variable -> scope.set(variable.name(), value);
      case Target.Member member -> {
        if (!(scope.find(member.namespace()) instanceof Namespace namespace)) {
          throw Faults.fault("'" + member.namespace() + "' is no namespace to assign to");
        }
        render.budget().elements(1);
        namespace.members().put(member.name(), value);
      }
      case Target.Several several -> {
        List<Value> items = List.copyOf(Items.of(render, value));
        int count = several.targets().size();
        if (items.size() != count) {
          throw Faults.fault(count + " names are given for " + items.size() + " values");
        }
        for (int i = 0; i < count; i++) {
          assign(several.targets().get(i), items.get(i), scope);
        }
      }
    }
  }

  /** Renders a macro's body with its parameters bound. */
  Value call(Macro macro, Args args) {
    Scope scope = Parameters.bind(render, macro, args);
    return new Value.Text(body(macro.signature().body(), scope));
  }
}
