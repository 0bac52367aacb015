package dev.flint.runtime.text.template;

import java.util.ArrayList;
import java.util.List;

/** {@code value[start:stop:step]}, with Python's rules for what lies outside. */
final class Slices {
  private Slices() {}

  static Value slice(Render render, Value target, Value start, Value stop, Value step) {
    return switch (target) {
      case Value.Undefined undefined -> throw Faults.fault(undefined.reason());
      case ListValue list -> ListValue.of(pick(render, list.items(), start, stop, step));
      case Value.Tuple tuple -> new Value.Tuple(pick(render, tuple.items(), start, stop, step));
      case Value.Range range ->
          ListValue.of(pick(render, Items.of(render, range), start, stop, step));
      case Value.Text text -> Markup.like(text, pick(render, text.value(), start, stop, step));
      case Value other -> throw Faults.fault("a " + Types.name(other) + " has no slices");
    };
  }

  /** The positions from first on, so many, each a step further. */
  private record Positions(long first, long step, int count) {
    static Positions of(int size, Value start, Value stop, Value step) {
      long by = integer(step, 1);
      if (by == 0) {
        throw Faults.fault("the step of a slice cannot be zero");
      }
      long lowest = by > 0 ? 0 : -1;
      long highest = by > 0 ? size : size - 1;
      long from = bound(start, by > 0 ? lowest : highest, size, lowest, highest);
      long to = bound(stop, by > 0 ? highest : lowest, size, lowest, highest);
      long span = by > 0 ? to - from : from - to;
      if (span <= 0) {
        return new Positions(from, by, 0);
      }
      // Long.MIN_VALUE has no absolute value, but any step beyond the size takes one element.
      long stride = by == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(by);
      return new Positions(from, by, (int) ((span - 1) / stride + 1));
    }

    private static long bound(Value value, long absent, int size, long lowest, long highest) {
      if (value == Value.None.NONE) {
        return absent;
      }
      long index = integer(value, 0);
      return Math.clamp(index < 0 ? index + size : index, lowest, highest);
    }

    private static long integer(Value value, long absent) {
      return switch (value) {
        case Value.None _ -> absent;
        case Value.Int number -> number.value();
        case Value.Bool bool -> bool.value() ? 1 : 0;
        case Value.Undefined undefined -> throw Faults.fault(undefined.reason());
        case Value other ->
            throw Faults.fault("a slice needs integers, not a " + Types.name(other));
      };
    }
  }

  private static List<Value> pick(
      Render render, List<Value> items, Value start, Value stop, Value step) {
    Positions positions = Positions.of(items.size(), start, stop, step);
    render.budget().elements(positions.count());
    List<Value> picked = new ArrayList<>(positions.count());
    for (int i = 0; i < positions.count(); i++) {
      picked.add(items.get((int) (positions.first() + i * positions.step())));
    }
    return picked;
  }

  private static String pick(Render render, String text, Value start, Value stop, Value step) {
    Positions positions = Positions.of(Characters.count(render, text), start, stop, step);
    int first = (int) positions.first();
    if (positions.step() == 1) {
      return Characters.part(render, text, first, first + positions.count());
    }
    if (positions.count() == 0) {
      return "";
    }
    render.budget().steps(text.length());
    render.budget().text(2L * positions.count());
    int[] characters = text.codePoints().toArray();
    StringBuilder picked = new StringBuilder(positions.count());
    for (int i = 0; i < positions.count(); i++) {
      picked.appendCodePoint(characters[(int) (first + i * positions.step())]);
    }
    return picked.toString();
  }
}
