package dev.flint.audit.merkle;

/** Reads the hashes of complete subtrees; what proofs are made from. */
@FunctionalInterface
public interface SubtreeHashes {
  /**
   * MTH(D[index * 2^height : (index + 1) * 2^height]), for a subtree that lies wholly in the tree.
   */
  Hash read(int height, long index);

  /**
   * MTH(D[from:to]) for a range as RFC 6962 makes them: its largest complete subtree comes first
   * and {@code from} is a multiple of that subtree's size.
   */
  default Hash range(long from, long to) {
    long size = to - from;
    if (size <= 0 || from < 0) {
      throw new IllegalArgumentException("no leaves between %d and %d".formatted(from, to));
    }
    if (Long.bitCount(size) == 1) {
      int height = Long.numberOfTrailingZeros(size);
      return read(height, from >>> height);
    }
    long split = Long.highestOneBit(size);
    return Hash.node(range(from, from + split), range(from + split, to));
  }

  /** The root of the tree of the first {@code size} leaves. */
  default Hash root(long size) {
    return size == 0 ? Hash.EMPTY_TREE : range(0, size);
  }
}
