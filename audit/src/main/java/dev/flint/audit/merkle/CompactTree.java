package dev.flint.audit.merkle;

import java.util.ArrayList;
import java.util.List;

/**
 * A growing tree of which only the frontier is kept: the roots of its complete subtrees, largest
 * first, one for each bit set in the size. Not safe for several threads.
 */
public final class CompactTree {
  private final List<Hash> frontier = new ArrayList<>();
  private long size;

  /** Appends a leaf, given its hash. */
  public void add(Hash leaf) {
    Hash hash = leaf;
    // Each trailing one bit of the size is a complete subtree that this leaf closes.
    for (long bits = size; (bits & 1) == 1; bits >>>= 1) {
      hash = Hash.node(frontier.removeLast(), hash);
    }
    frontier.add(hash);
    size++;
  }

  /** Leaves so far. */
  public long size() {
    return size;
  }

  /** The root of the leaves so far. */
  public Hash root() {
    return root(frontier);
  }

  /** The root over subtrees of falling size, as RFC 6962 joins them: from the right. */
  static Hash root(List<Hash> frontier) {
    if (frontier.isEmpty()) {
      return Hash.EMPTY_TREE;
    }
    Hash root = frontier.getLast();
    for (int i = frontier.size() - 2; i >= 0; i--) {
      root = Hash.node(frontier.get(i), root);
    }
    return root;
  }
}
