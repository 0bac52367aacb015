package dev.flint.runtime.kernel;

/**
 * What one piece of attention works on: {@link #tokens} consecutive tokens of one sequence, and of
 * each the {@link #heads} query heads that share one key head. Token {@code t} sees positions 0 to
 * {@code first + t}. Mutable, so that attention allocates nothing.
 */
public final class Span {
  /** Where the pages lie. */
  public final KeyValues cache;

  /** Layer in the cache. */
  public int layer;

  /** Key head that the query heads share. */
  public int kvHead;

  /** Query heads of a token. */
  public int heads = 1;

  /** Page numbers of the sequence, in order. */
  public int[] pages = {};

  /** Position of the first token, from 0. */
  public int first;

  /** Tokens, at least 1. */
  public int tokens = 1;

  /** Where the first head of the first token begins in queries and results. */
  public int at;

  /** From one token to the next in queries and results. */
  public int stride;

  public Span(KeyValues cache) {
    this.cache = cache;
  }
}
