package dev.flint.runtime.kernel.nativ;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** What one thread keeps from call to call, so that calls allocate nothing. */
final class Scratch {
  /** Arrays that a decoder works with, and some to spare. */
  private static final int KEPT = 32;

  private final Object[] arrays = new Object[KEPT];
  private final MemorySegment[] views = new MemorySegment[KEPT];
  private int next;

  /** Addresses of the pages of a sequence. */
  private long[] pages = new long[256];

  Scratch() {
    Arrays.fill(views, MemorySegment.NULL);
    Arrays.fill(arrays, views);
  }

  /** Room for so many addresses. */
  long[] pages(int count) {
    if (pages.length < count) {
      pages = new long[Math.max(count, 2 * pages.length)];
    }
    return pages;
  }

  /** The array as memory: the same object for the same array, for as long as it is in use. */
  MemorySegment view(float[] array) {
    int at = find(array);
    return at < 0 ? keep(array, MemorySegment.ofArray(array)) : views[at];
  }

  MemorySegment view(int[] array) {
    int at = find(array);
    return at < 0 ? keep(array, MemorySegment.ofArray(array)) : views[at];
  }

  MemorySegment view(byte[] array) {
    int at = find(array);
    return at < 0 ? keep(array, MemorySegment.ofArray(array)) : views[at];
  }

  MemorySegment view(long[] array) {
    int at = find(array);
    return at < 0 ? keep(array, MemorySegment.ofArray(array)) : views[at];
  }

  private int find(Object array) {
    for (int i = 0; i < KEPT; i++) {
      if (arrays[i] == array) {
        return i;
      }
    }
    return -1;
  }

  private MemorySegment keep(Object array, MemorySegment view) {
    arrays[next] = array;
    views[next] = view;
    next = (next + 1) % KEPT;
    return view;
  }
}
