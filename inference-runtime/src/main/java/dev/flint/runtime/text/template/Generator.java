package dev.flint.runtime.text.template;

import dev.flint.runtime.RuntimeFault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Items that can be taken once, as Python's generators give them. They are computed at once; an
 * error among them waits until it is reached.
 */
final class Generator implements Value {
  private final List<Value> items;
  private final @Nullable RuntimeFault failure;
  private int next;

  private Generator(List<Value> items, @Nullable RuntimeFault failure) {
    this.items = items;
    this.failure = failure;
  }

  static Generator of(List<Value> items) {
    return new Generator(items, null);
  }

  /** Fills the generator; whatever {@code producer} adds before it fails can still be taken. */
  static Generator filledBy(Render render, List<Value> items, Runnable producer) {
    int depth = render.budget().depth();
    try {
      producer.run();
      return new Generator(items, null);
    } catch (RuntimeFault fault) {
      render.budget().depth(depth);
      return new Generator(items, fault);
    }
  }

  /** The next item, or null after the last. */
  @Nullable Value take() {
    if (next < items.size()) {
      return items.get(next++);
    }
    if (failure != null) {
      throw failure;
    }
    return null;
  }

  /** All items that are left. */
  List<Value> drain() {
    if (failure != null) {
      throw failure;
    }
    List<Value> rest = items.subList(next, items.size());
    next = items.size();
    return rest;
  }
}
