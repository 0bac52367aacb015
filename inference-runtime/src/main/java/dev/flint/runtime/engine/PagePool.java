package dev.flint.runtime.engine;

import dev.flint.runtime.kernel.KeyValues;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The free pages of the cache. Used by the engine's thread alone. */
final class PagePool {
  private final ArrayDeque<Integer> free = new ArrayDeque<>();

  PagePool(int size) {
    for (int page = 0; page < size; page++) {
      free.add(page);
    }
  }

  /** Pages for so many tokens, or null where there are not enough. */
  int @Nullable [] take(int tokens) {
    int[] pages = new int[pagesFor(tokens)];
    if (pages.length > free.size()) {
      return null;
    }
    for (int i = 0; i < pages.length; i++) {
      pages[i] = free.remove();
    }
    return pages;
  }

  /** Gives pages back. */
  void release(int[] pages) {
    for (int i = pages.length - 1; i >= 0; i--) {
      free.addFirst(pages[i]);
    }
  }

  static int pagesFor(int tokens) {
    return (tokens + KeyValues.PAGE - 1) / KeyValues.PAGE;
  }
}
