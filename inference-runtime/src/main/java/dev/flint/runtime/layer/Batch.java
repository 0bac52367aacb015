package dev.flint.runtime.layer;

import dev.flint.runtime.kernel.KeyValues;

/**
 * Tokens to compute in one step: any mix of prompt runs and single new tokens of any sequences. A
 * token attends to its own sequence only, through that sequence's pages; keys of earlier positions
 * must have been stored by earlier steps or stand earlier in this batch.
 */
public final class Batch {
  /** {@code [count]}. */
  public final int[] tokens;

  /** {@code [count]}: where the token stands in its sequence, from 0. */
  public final int[] positions;

  /** {@code [count]}: page numbers of the token's sequence. */
  public final int[][] pages;

  /** Which tokens' logits are wanted: indices into {@link #tokens}, rising. */
  public final int[] outputs;

  /** Most tokens of a run: enough to share the reading of a page, few enough to balance. */
  private static final int RUN = 16;

  private final int[] runs;
  private int runCount;
  private int count;
  private int wanted;

  /** Room for {@code capacity} tokens. */
  public Batch(int capacity) {
    tokens = new int[capacity];
    positions = new int[capacity];
    pages = new int[capacity][];
    outputs = new int[capacity];
    runs = new int[capacity + 1];
  }

  /** Empties the batch. */
  public void clear() {
    count = 0;
    wanted = 0;
    runCount = 0;
  }

  /** Adds one token. */
  public void add(int token, int position, int[] pages, boolean output) {
    assert pages.length * KeyValues.PAGE > position;
    tokens[count] = token;
    positions[count] = position;
    this.pages[count] = pages;
    if (output) {
      outputs[wanted++] = count;
    }
    if (!goesOn(position, pages)) {
      runCount++;
    }
    count++;
    runs[runCount] = count;
  }

  /** Whether the next token follows the last one in the same sequence, in a run that has room. */
  private boolean goesOn(int position, int[] pages) {
    return count > 0
        && this.pages[count - 1] == pages
        && positions[count - 1] + 1 == position
        && count - runs[runCount - 1] < RUN;
  }

  /** Runs: neighbouring tokens at consecutive positions of one sequence, a few each. */
  public int runs() {
    return runCount;
  }

  /** The first token of a run; for the number of runs, the number of tokens. */
  public int run(int index) {
    return runs[index];
  }

  /** Tokens in it. */
  public int count() {
    return count;
  }

  /** How many tokens' logits are wanted. */
  public int wanted() {
    return wanted;
  }

  /** Tokens that still fit. */
  public int room() {
    return tokens.length - count;
  }
}
