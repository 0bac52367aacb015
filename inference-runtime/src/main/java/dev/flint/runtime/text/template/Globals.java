package dev.flint.runtime.text.template;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The functions that every template knows. */
final class Globals {
  private static final Map<String, Value> ALL =
      Map.of(
          "range", new Value.Function("range", Globals::range),
          "namespace", new Value.Function("namespace", Globals::namespace),
          "joiner", new Value.Function("joiner", Globals::joiner),
          "dict", new Value.Function("dict", (render, args) -> dict(render, "dict", args)),
          "raise_exception", new Value.Function("raise_exception", Globals::raise),
          "strftime_now", new Value.Function("strftime_now", Globals::strftimeNow));

  private Globals() {}

  static @Nullable Value find(String name) {
    return ALL.get(name);
  }

  private static Value range(Render render, Args args) {
    Bound bound = args.bind("range", "start", "stop", "step");
    boolean single = bound.find(1) == null;
    long start = single ? 0 : bound.integer(0);
    long stop = single ? bound.integer(0) : bound.integer(1);
    long step = bound.find(2) == null ? 1 : bound.integer(2);
    if (step == 0) {
      throw Faults.fault("the step of a range cannot be zero");
    }
    boolean empty = step > 0 ? start >= stop : start <= stop;
    // Divided as unsigned numbers, the widest span is still exact.
    long span = step > 0 ? stop - start : start - stop;
    long stride = step > 0 ? step : -step;
    long size = empty ? 0 : Long.divideUnsigned(span - 1, stride) + 1;
    if (size < 0 || size > Budget.RANGE) {
      throw Faults.fault("a range is longer than " + Budget.RANGE);
    }
    return new Value.Range(start, stop, step, (int) size);
  }

  private static Value namespace(Render render, Args args) {
    Namespace namespace = new Namespace();
    for (Dict.Entry entry : dict(render, "namespace", args).entries()) {
      namespace.members().put(Printer.str(render, entry.key()), entry.value());
    }
    return namespace;
  }

  private static Dict dict(Render render, String callee, Args args) {
    Dict dict = new Dict();
    if (args.positional().size() > 1) {
      throw Faults.fault("'" + callee + "' takes at most one positional argument");
    }
    for (Value source : args.positional()) {
      Dicts.fill(render, dict, source);
    }
    args.named().forEach((name, value) -> dict.put(render, new Value.Text(name), value));
    return dict;
  }

  /** A function that gives the separator each time but the first. */
  private static Value joiner(Render render, Args args) {
    Value separator = args.bind("joiner", "sep").or(0, new Value.Text(", "));
    AtomicBoolean used = new AtomicBoolean();
    return new Value.Function(
        "joiner", (_, none) -> used.getAndSet(true) ? separator : Value.Text.EMPTY);
  }

  private static Value raise(Render render, Args args) {
    Value message = args.bind("raise_exception", "message").value(0);
    throw Faults.fault("the template refuses: " + Printer.str(render, message));
  }

  private static Value strftimeNow(Render render, Args args) {
    String format = args.bind("strftime_now", "format").text(0);
    return new Value.Text(Strftime.format(render, render.now(), format));
  }
}
