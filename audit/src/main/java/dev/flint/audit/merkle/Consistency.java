package dev.flint.audit.merkle;

import java.util.ArrayList;
import java.util.List;

/** Proofs that one tree is a prefix of another. */
public final class Consistency {
  private Consistency() {}

  /** PROOF(older, D[newer]) (RFC 9162, section 2.1.4.1); empty where either tree proves itself. */
  public static List<Hash> prove(long older, long newer, SubtreeHashes hashes) {
    if (older < 0 || older > newer) {
      throw new IllegalArgumentException(
          "a tree of %d leaves cannot be a prefix of one of %d".formatted(older, newer));
    }
    List<Hash> proof = new ArrayList<>();
    if (older == 0 || older == newer) {
      return proof;
    }
    long from = 0;
    long to = newer;
    while (older != to) { // SUBPROOF(m, D_n, b) for m < n, walked down instead of called
      long middle = from + Long.highestOneBit(to - from - 1);
      if (older <= middle) {
        proof.add(hashes.range(middle, to));
        to = middle;
      } else {
        proof.add(hashes.range(from, middle));
        from = middle;
      }
    }
    if (from != 0) { // b is false: the older tree's own root is not among what was descended to
      proof.add(hashes.range(from, to));
    }
    return proof.reversed();
  }

  /** Whether {@code proof} joins the two roots (RFC 9162, section 2.1.4.2). */
  public static boolean verify(
      long older, long newer, Hash olderRoot, Hash newerRoot, List<Hash> proof) {
    if (older < 0 || older > newer) {
      return false;
    }
    if (older == newer) {
      return proof.isEmpty() && olderRoot.equals(newerRoot);
    }
    if (older == 0) { // every tree extends the empty one
      return proof.isEmpty() && olderRoot.equals(Hash.EMPTY_TREE);
    }
    if (proof.isEmpty()) { // step 1
      return false;
    }
    boolean power = Long.bitCount(older) == 1; // step 2: first is then the first hash of the path
    Hash first = power ? olderRoot : proof.getFirst();
    long fn = older - 1; // step 3
    long sn = newer - 1;
    int shift = Long.numberOfTrailingZeros(~fn); // step 4
    fn >>>= shift;
    sn >>>= shift;
    Hash fr = first; // step 5
    Hash sr = first;
    for (Hash c : proof.subList(power ? 0 : 1, proof.size())) { // step 6
      if (sn == 0) { // step 6.1
        return false;
      }
      if ((fn & 1) == 1 || fn == sn) { // step 6.2
        fr = Hash.node(c, fr);
        sr = Hash.node(c, sr);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>>= 1;
          sn >>>= 1;
        }
      } else { // step 6.3
        sr = Hash.node(sr, c);
      }
      fn >>>= 1; // step 6.4
      sn >>>= 1;
    }
    return fr.equals(olderRoot) && sr.equals(newerRoot) && sn == 0; // step 7
  }
}
