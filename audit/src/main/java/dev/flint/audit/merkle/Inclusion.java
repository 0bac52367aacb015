package dev.flint.audit.merkle;

import java.util.ArrayList;
import java.util.List;

/** Proofs that a leaf is in a tree. */
public final class Inclusion {
  private Inclusion() {}

  /** PATH(index, D[size]), the leaf's sibling first (RFC 9162, section 2.1.3.1). */
  public static List<Hash> prove(long index, long size, SubtreeHashes hashes) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException(
          "leaf %d is not in a tree of %d leaves".formatted(index, size));
    }
    List<Hash> path = new ArrayList<>();
    long from = 0;
    long to = size;
    while (to - from > 1) {
      // k, the largest power of two smaller than the number of leaves (RFC 9162, section 2.1.1)
      long middle = from + Long.highestOneBit(to - from - 1);
      if (index < middle) {
        path.add(hashes.range(middle, to));
        to = middle;
      } else {
        path.add(hashes.range(from, middle));
        from = middle;
      }
    }
    return path.reversed();
  }

  /** Whether {@code path} leads from the leaf to the root (RFC 9162, section 2.1.3.2). */
  public static boolean verify(long index, long size, Hash leaf, List<Hash> path, Hash root) {
    if (index < 0 || index >= size) { // step 1
      return false;
    }
    long fn = index; // step 2
    long sn = size - 1;
    Hash r = leaf; // step 3
    for (Hash p : path) { // step 4
      if (sn == 0) { // step 4.1
        return false;
      }
      if ((fn & 1) == 1 || fn == sn) { // step 4.2
        r = Hash.node(p, r);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>>= 1;
          sn >>>= 1;
        }
      } else { // step 4.3
        r = Hash.node(r, p);
      }
      fn >>>= 1; // step 4.4
      sn >>>= 1;
    }
    return sn == 0 && r.equals(root); // step 5
  }
}
