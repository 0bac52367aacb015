package dev.flint.runtime.text.template;

import java.time.Instant;

/** One rendering: its budget, its clock, and where in the template it is. */
final class Render {
  private final Budget budget = new Budget();
  private final Instant now;
  private final Evaluator evaluator = new Evaluator(this);
  private final Executor executor = new Executor(this);
  private int line = 1;

  Render(Instant now) {
    this.now = now;
  }

  Budget budget() {
    return budget;
  }

  Instant now() {
    return now;
  }

  Evaluator evaluator() {
    return evaluator;
  }

  Executor executor() {
    return executor;
  }

  int line() {
    return line;
  }

  void line(int line) {
    this.line = line;
  }

  /** Calls a function, a macro or a recursive loop. */
  Value call(Value callee, Args args) {
    budget.enter();
    Value result =
        switch (callee) {
          case Value.Function function -> function.body().call(this, args);
          case Macro macro -> executor.call(macro, args);
          case Loop loop -> loop.again(args.bind("loop", "iterable").value(0));
          case Value.Undefined undefined -> throw Faults.fault(undefined.reason());
          case Value other -> throw Faults.fault("a " + Types.name(other) + " cannot be called");
        };
    budget.leave();
    return result;
  }

  Value.Text text(String text) {
    budget.text(text.length());
    return new Value.Text(text);
  }
}
