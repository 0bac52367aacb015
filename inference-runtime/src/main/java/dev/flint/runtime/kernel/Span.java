package dev.flint.runtime.kernel;

/**
 * The keys and values that one query head sees: positions 0 to {@code last} of one sequence.
 * Mutable, so that attention allocates nothing per head.
 */
public final class Span {
  /** Where the pages lie. */
  public final KeyValues cache;

  /** Layer in the cache. */
  public int layer;

  /** Key head that the query head shares. */
  public int kvHead;

  /** Page numbers of the sequence, in order. */
  public int[] pages = {};

  /** Last position seen, from 0. */
  public int last;

  public Span(KeyValues cache) {
    this.cache = cache;
  }
}
