package dev.flint.runtime.text;

import java.util.Arrays;

/**
 * Symbols in a row, of which neighbours are joined, best pair first and leftmost among equals,
 * until none can be: the step that byte pair encoding and SentencePiece share. With a heap of pairs
 * this takes O(n log n) for n symbols. One chain serves one thread and is reused from word to word.
 */
final class SymbolChain {

  /** Which neighbours may be joined. */
  interface Joins {
    /**
     * The rank of joining two neighbours, smaller first, in the upper 32 bits and the symbol they
     * become in the lower; -1 where they stay apart. Equal ranks mean equal precedence.
     */
    long join(SymbolChain chain, int left, int right);
  }

  private static final long NONE = -1;

  private final LongHeap heap = new LongHeap();
  private int[] symbols = new int[32];
  private int[] next = new int[32];
  private int[] previous = new int[32];
  private long[] pending = new long[32];
  private int size;

  void clear() {
    size = 0;
  }

  void add(int symbol) {
    if (size == symbols.length) {
      grow();
    }
    symbols[size++] = symbol;
  }

  int symbol(int position) {
    return symbols[position];
  }

  /** The position after this one, or the number of symbols first added at the end. */
  int next(int position) {
    return next[position];
  }

  /** How many symbols were added; positions that remain run from 0 along {@link #next}. */
  int size() {
    return size;
  }

  void joinAll(Joins joins) {
    for (int i = 0; i < size; i++) {
      previous[i] = i - 1;
      next[i] = i + 1;
    }
    for (int i = 0; i < size; i++) {
      consider(joins, i);
    }
    while (!heap.isEmpty()) {
      long entry = heap.pop();
      int left = (int) entry;
      long join = pending[left];
      // An entry is stale when its pair changed since; a pair of the same rank is as good.
      if (join == NONE || join >>> 32 != entry >>> 32) {
        continue;
      }
      int right = next[left];
      symbols[left] = (int) join;
      next[left] = next[right];
      pending[right] = NONE;
      if (next[right] < size) {
        previous[next[right]] = left;
      }
      consider(joins, left);
      if (previous[left] >= 0) {
        consider(joins, previous[left]);
      }
    }
  }

  private void consider(Joins joins, int left) {
    int right = next[left];
    pending[left] = right < size ? joins.join(this, left, right) : NONE;
    if (pending[left] != NONE) {
      heap.push((pending[left] & 0xFFFFFFFF00000000L) | left);
    }
  }

  private void grow() {
    int capacity = size * 2;
    symbols = Arrays.copyOf(symbols, capacity);
    next = new int[capacity];
    previous = new int[capacity];
    pending = new long[capacity];
  }
}
