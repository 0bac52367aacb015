package dev.flint.runtime.kernel.vector;

import static dev.flint.runtime.kernel.Bands.ROWS;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/** What the values of a block share, out of a woven stretch, a lane a row. */
final class Sharing {
  private Sharing() {}

  /** Fills scales, minima and {@code d} of a stretch of so many blocks. */
  static void read(Codes codes, MemorySegment w, long at, int blocks, Scratch s) {
    int step = ROWS * codes.blockBytes;
    switch (codes.shared) {
      case HALF -> Halves.one(w, at, step, blocks, s.d);
      case TWO_HALVES -> two(w, at, step, blocks, 0, s);
      case SIXES -> {
        two(w, at, step, 1, Halves.SIGN, s);
        sixes(w, at + 4 * ROWS, at + 12 * ROWS, 0, s.scales);
        sixes(w, at + 8 * ROWS, at + 12 * ROWS, 4, s.mins);
      }
      case NIBBLES -> {
        two(w, at + 80 * ROWS, step, 1, Halves.SIGN, s);
        nibbles(w, at, 0, s.scales);
        nibbles(w, at, 4, s.mins);
      }
      case SIGNED_SIXES -> {
        Halves.one(w, at + 108 * ROWS, step, 1, s.d);
        signed(w, at + 96 * ROWS, s.scales);
      }
      case BYTES -> {
        Halves.one(w, at + 208 * ROWS, step, 1, s.d);
        bytes(w, at + 192 * ROWS, s.scales);
      }
    }
  }

  /** The scale below, the minimum above; the contract subtracts the latter. */
  private static void two(MemorySegment w, long at, int step, int blocks, int flip, Scratch s) {
    Halves.word(w, at, step, blocks, 16, 0, s.d);
    Halves.word(w, at, step, blocks, 0, flip, s.dmin);
  }

  /**
   * Half of twelve bytes with eight scales and eight minima of six bits: see {@code SixBits}.
   *
   * @param at of the word with the first four, and of the top bits of the others
   * @param rest of the word with the low bits of the others, above {@code shift}
   */
  private static void sixes(MemorySegment w, long at, long rest, int shift, float[] out) {
    for (int row = 0; row < ROWS; row += Width.LENGTH) {
      IntVector first =
          IntVector.fromMemorySegment(Width.INTS, w, at + 4 * row, ByteOrder.LITTLE_ENDIAN);
      IntVector last =
          IntVector.fromMemorySegment(Width.INTS, w, rest + 4 * row, ByteOrder.LITTLE_ENDIAN);
      int to = row;
      for (int bits = 0; bits < 32; bits += 8) {
        IntVector scale = first.lanewise(LSHR, bits).and(63);
        ((FloatVector) scale.convert(I2F, 0)).intoArray(out, to);
        scale = first.lanewise(LSHR, bits + 6).and(3).lanewise(LSHL, 4);
        scale = scale.or(last.lanewise(LSHR, bits + shift).and(15));
        ((FloatVector) scale.convert(I2F, 0)).intoArray(out, to + 4 * ROWS);
        to += ROWS;
      }
    }
  }

  /** Sixteen bytes: a scale below, a minimum above. */
  private static void nibbles(MemorySegment w, long at, int shift, float[] out) {
    int to = 0;
    for (int round = 8; round != 0; round >>>= 1) {
      for (int row = 0; row < ROWS; row += Width.LENGTH) {
        IntVector four =
            IntVector.fromMemorySegment(Width.INTS, w, at + 4 * row, ByteOrder.LITTLE_ENDIAN);
        for (int b = 0; b < 4; b++) {
          IntVector nibble = four.lanewise(LSHR, 8 * b + shift).and(15);
          ((FloatVector) nibble.convert(I2F, 0)).intoArray(out, to + b * ROWS + row);
        }
      }
      at += 4 * ROWS;
      to += 4 * ROWS;
    }
  }

  /** Sixteen signed bytes. */
  private static void bytes(MemorySegment w, long at, float[] out) {
    int to = 0;
    for (int round = 8; round != 0; round >>>= 1) {
      for (int row = 0; row < ROWS; row += Width.LENGTH) {
        IntVector four =
            IntVector.fromMemorySegment(Width.INTS, w, at + 4 * row, ByteOrder.LITTLE_ENDIAN);
        for (int b = 0; b < 4; b++) {
          IntVector scale = four.lanewise(LSHL, 24 - 8 * b).lanewise(ASHR, 24);
          ((FloatVector) scale.convert(I2F, 0)).intoArray(out, to + b * ROWS + row);
        }
      }
      at += 4 * ROWS;
      to += 4 * ROWS;
    }
  }

  /** Twelve bytes with sixteen scales of six bits, less 32: see {@code Q3_K}. */
  private static void signed(MemorySegment w, long at, float[] out) {
    for (int row = 0; row < ROWS; row += Width.LENGTH) {
      long from = at + 4 * row;
      IntVector tops =
          IntVector.fromMemorySegment(Width.INTS, w, from + 8 * ROWS, ByteOrder.LITTLE_ENDIAN);
      for (int j = 0; j < 16; j++) {
        IntVector low =
            IntVector.fromMemorySegment(
                Width.INTS, w, from + j % 8 / 4 * 4 * ROWS, ByteOrder.LITTLE_ENDIAN);
        low = low.lanewise(LSHR, j % 4 * 8 + j / 8 * 4).and(15);
        IntVector top = tops.lanewise(LSHR, j % 4 * 8 + j / 4 * 2).and(3).lanewise(LSHL, 4);
        ((FloatVector) low.or(top).sub(32).convert(I2F, 0)).intoArray(out, j * ROWS + row);
      }
    }
  }
}
