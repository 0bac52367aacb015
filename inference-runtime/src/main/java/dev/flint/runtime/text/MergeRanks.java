package dev.flint.runtime.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The merges of byte pair encoding over numbered symbols: every token is the symbol of its own id,
 * and strings that merges name without being tokens get numbers above. Open addressing from a pair
 * to its rank; the hash is seeded, so that no model file can be written to collide.
 */
final class MergeRanks {
  private final Pieces pieces;
  private final Map<String, Integer> others = new HashMap<>();
  private final List<String> otherTexts = new ArrayList<>();
  private final long multiplier = ThreadLocalRandom.current().nextLong() | 1;
  private final long[] pairs;
  private final int[] ranks;

  /** Per rank: the symbol that the pair becomes. */
  private final int[] results;

  private final int shift;

  MergeRanks(Pieces pieces, String[] merges) {
    this.pieces = pieces;
    int capacity = Math.max(2, Integer.highestOneBit(Math.max(1, merges.length)) * 4);
    this.shift = 64 - Integer.numberOfTrailingZeros(capacity);
    this.pairs = new long[capacity];
    this.ranks = new int[capacity];
    Arrays.fill(ranks, -1);
    this.results = new int[merges.length];
    char[] buffer = new char[64];
    for (int rank = 0; rank < merges.length; rank++) {
      String merge = merges[rank];
      int space = merge.indexOf(' ', 1);
      if (space < 0 || space == merge.length() - 1) {
        throw TokenizerMetadata.malformed(
            "merges", rank, "is '" + TokenKind.printable(merge) + "', not two pieces and a space");
      }
      if (merge.length() > buffer.length) {
        buffer = new char[merge.length() * 2];
      }
      int joined = merge.length() - 1;
      merge.getChars(0, space, buffer, 0);
      merge.getChars(space + 1, merge.length(), buffer, space);
      int left = symbol(buffer, 0, space);
      int right = symbol(buffer, space, joined);
      results[rank] = symbol(buffer, 0, joined);
      add(pair(left, right), rank);
    }
  }

  /** The symbol of a string, numbered anew where neither token nor merge has named it yet. */
  int symbol(char[] text, int from, int to) {
    int token = pieces.find(text, from, to);
    if (token >= 0) {
      return token;
    }
    String other = new String(text, from, to - from);
    Integer known = others.get(other);
    if (known != null) {
      return known;
    }
    int symbol = pieces.size() + otherTexts.size();
    others.put(other, symbol);
    otherTexts.add(other);
    return symbol;
  }

  /** The string of a symbol. */
  String text(int symbol) {
    return symbol < pieces.size() ? pieces.get(symbol) : otherTexts.get(symbol - pieces.size());
  }

  /** Rank and result of joining two symbols, as {@link SymbolChain.Joins#join} has it. */
  long join(int left, int right) {
    long pair = pair(left, right);
    int mask = pairs.length - 1;
    for (int slot = slot(pair); ; slot = (slot + 1) & mask) {
      int rank = ranks[slot];
      if (rank < 0) {
        return -1;
      }
      if (pairs[slot] == pair) {
        return (long) rank << 32 | results[rank];
      }
    }
  }

  /** Of equal pairs the first counts: it is the one that a search meets. */
  private void add(long pair, int rank) {
    int mask = pairs.length - 1;
    int slot = slot(pair);
    while (ranks[slot] >= 0) {
      slot = (slot + 1) & mask;
    }
    pairs[slot] = pair;
    ranks[slot] = rank;
  }

  private int slot(long pair) {
    return (int) (((pair ^ (pair >>> 29)) * multiplier) >>> shift);
  }

  private static long pair(int left, int right) {
    return (long) left << 32 | right;
  }
}
