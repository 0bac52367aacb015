package dev.flint.runtime.text.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The variable {@code loop} of a running loop. */
final class Loop implements Value {
  /** Renders the loop's body over other items, for {@code loop(items)}. */
  interface Recursion {
    Value over(Value iterable, int depth);
  }

  private final List<Value> items;
  private final int depth;
  private final @Nullable Recursion recursion;
  private int index = -1;
  private @Nullable Value changed;

  Loop(List<Value> items, int depth, @Nullable Recursion recursion) {
    this.items = items;
    this.depth = depth;
    this.recursion = recursion;
  }

  /** Moves to the next item, if there is one. */
  boolean advance() {
    return ++index < items.size();
  }

  Value item() {
    return items.get(index);
  }

  int index() {
    return index;
  }

  int size() {
    return items.size();
  }

  Value again(Value iterable) {
    if (recursion == null) {
      throw Faults.fault("only a loop marked 'recursive' can be called");
    }
    return recursion.over(iterable, depth + 1);
  }

  /** A member, or null if there is none of this name. */
  @Nullable Value member(String name) {
    return switch (name) {
      case "index" -> new Int(index + 1);
      case "index0" -> new Int(index);
      case "revindex" -> new Int(items.size() - index);
      case "revindex0" -> new Int(items.size() - index - 1);
      case "first" -> Bool.of(index == 0);
      case "last" -> Bool.of(index == items.size() - 1);
      case "length" -> new Int(items.size());
      case "depth" -> new Int(depth + 1);
      case "depth0" -> new Int(depth);
      case "previtem" ->
          index > 0 ? items.get(index - 1) : new Undefined("there is no previous item");
      case "nextitem" ->
          index + 1 < items.size() ? items.get(index + 1) : new Undefined("there is no next item");
      case "cycle" -> new Function("cycle", (_, args) -> cycle(args));
      case "changed" -> new Function("changed", this::changed);
      default -> null;
    };
  }

  private Value cycle(Args args) {
    if (args.positional().isEmpty()) {
      throw Faults.fault("'cycle' needs something to cycle through");
    }
    return args.positional().get(index % args.positional().size());
  }

  private Value changed(Render render, Args args) {
    Value now = new Tuple(args.positional());
    boolean same = changed != null && Equality.equal(render, changed, now);
    changed = now;
    return Bool.of(!same);
  }
}
