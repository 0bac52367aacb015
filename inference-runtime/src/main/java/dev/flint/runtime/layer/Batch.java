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

  private int count;
  private int wanted;

  /** Room for {@code capacity} tokens. */
  public Batch(int capacity) {
    tokens = new int[capacity];
    positions = new int[capacity];
    pages = new int[capacity][];
    outputs = new int[capacity];
  }

  /** Empties the batch. */
  public void clear() {
    count = 0;
    wanted = 0;
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
    count++;
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
