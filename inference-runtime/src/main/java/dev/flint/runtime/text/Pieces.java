package dev.flint.runtime.text;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds vocabulary entries by a range of characters, without making a string of it: the inner loop
 * of encoding. Open addressing; the hash is seeded, so that no model file can be written to
 * collide.
 */
final class Pieces {
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private final long seed = ThreadLocalRandom.current().nextLong();
  private final String[] pieces;
  private final int[] slots;
  private final int longest;

  /** Empty entries cannot be found; two equal ones are a fault. */
  Pieces(String[] pieces) {
    this.pieces = pieces;
    this.slots = new int[Math.max(2, Integer.highestOneBit(Math.max(1, pieces.length)) * 4)];
    Arrays.fill(slots, -1);
    int longest = 0;
    for (int id = 0; id < pieces.length; id++) {
      longest = Math.max(longest, pieces[id].length());
    }
    this.longest = longest;
    char[] buffer = new char[longest];
    for (int id = 0; id < pieces.length; id++) {
      if (!pieces[id].isEmpty()) {
        add(id, buffer);
      }
    }
  }

  int size() {
    return pieces.length;
  }

  String get(int id) {
    return pieces[id];
  }

  /** The length of the longest entry. */
  int longest() {
    return longest;
  }

  /** The entry equal to these characters, or -1. */
  int find(char[] text, int from, int to) {
    int length = to - from;
    if (length > longest || length == 0) {
      return -1;
    }
    int mask = slots.length - 1;
    for (int slot = hash(text, from, to) & mask; ; slot = (slot + 1) & mask) {
      int id = slots[slot];
      if (id < 0 || equal(pieces[id], text, from, length)) {
        return id;
      }
    }
  }

  int find(String piece) {
    return find(piece.toCharArray(), 0, piece.length());
  }

  private void add(int id, char[] buffer) {
    String piece = pieces[id];
    int length = piece.length();
    piece.getChars(0, length, buffer, 0);
    int mask = slots.length - 1;
    int slot = hash(buffer, 0, length) & mask;
    while (slots[slot] >= 0) {
      if (pieces[slots[slot]].equals(piece)) {
        throw TokenizerMetadata.malformed(
            "tokens",
            id,
            "repeats the piece '" + TokenKind.printable(piece) + "' of token " + slots[slot]);
      }
      slot = (slot + 1) & mask;
    }
    slots[slot] = id;
  }

  private int hash(char[] text, int from, int to) {
    long hash = seed;
    for (int i = from; i < to; i++) {
      hash = Long.rotateLeft(hash ^ text[i], 23) * MULTIPLIER;
    }
    return (int) (((hash ^ (hash >>> 29)) * MULTIPLIER) >>> 33);
  }

  private static boolean equal(String piece, char[] text, int from, int length) {
    if (piece.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (piece.charAt(i) != text[from + i]) {
        return false;
      }
    }
    return true;
  }
}
