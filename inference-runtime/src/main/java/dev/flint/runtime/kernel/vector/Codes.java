package dev.flint.runtime.kernel.vector;

import dev.flint.runtime.quant.Q2_K;
import dev.flint.runtime.quant.Q3_K;
import dev.flint.runtime.quant.Q4_0;
import dev.flint.runtime.quant.Q4_1;
import dev.flint.runtime.quant.Q4_K;
import dev.flint.runtime.quant.Q5_0;
import dev.flint.runtime.quant.Q5_1;
import dev.flint.runtime.quant.Q5_K;
import dev.flint.runtime.quant.Q6_K;
import dev.flint.runtime.quant.Q8_0;
import dev.flint.runtime.quant.Quantized;
import java.util.function.IntUnaryOperator;

/**
 * Where the codes of a stretch of 256 values lie in a band. Sixteen consecutive values are the
 * bytes of four words; of each byte some bits count, and in some formats a second word has the bits
 * above them.
 */
final class Codes {
  /** How the codes of one column are taken apart. */
  enum Dots {
    NIBBLES,
    BYTES,
    SIXES,
    PLANES
  }

  /** How scales and minima of a block are stored. */
  enum Shared {
    HALF,
    TWO_HALVES,
    SIXES,
    NIBBLES,
    SIGNED_SIXES,
    BYTES
  }

  /** Values in a stretch: one block, or eight blocks of 32. */
  static final int STRETCH = Quantized.MAX_BLOCK;

  /** Groups of sixteen values in a stretch. */
  static final int GROUPS = STRETCH / 16;

  /** Byte offset in the woven stretch of the first word of each group; its bits begin at shift. */
  final int[] at = new int[GROUPS];

  final int[] shift = new int[GROUPS];

  /** The same for the upper bits. */
  final int[] topAt = new int[GROUPS];

  final int[] topShift = new int[GROUPS];

  /** Bits of a byte that count. */
  final int mask;

  /** Upper bits; 0 where there are none. */
  final int topMask;

  /** Where the upper bits belong in a code. */
  final int topPlace;

  /** Both nibbles of a byte count, those above belong to this many groups later; or 0. */
  final int nibbles;

  /** Groups whose codes are the lower nibbles. */
  final int[] lower = new int[GROUPS / 2];

  /** Upper bits lie together in one word of 32 values and must first be spread over bytes. */
  final boolean spread;

  // What the format says, without a call through an interface.
  final int blockLength;
  final int blockBytes;
  final int groupLength;
  final boolean mins;
  final int zero;
  final Dots dots;
  final Shared shared;

  private Codes(
      Quantized format,
      Dots dots,
      Shared shared,
      int mask,
      int topMask,
      int topPlace,
      int nibbles,
      boolean spread) {
    blockLength = format.blockLength();
    blockBytes = format.blockBytes();
    groupLength = format.groupLength();
    mins = format.hasMins();
    zero = format.zero();
    this.dots = dots;
    this.shared = shared;
    this.mask = mask;
    this.topMask = topMask;
    this.topPlace = topPlace;
    this.nibbles = nibbles;
    this.spread = spread;
    for (int r = 0; nibbles > 0 && r < lower.length; r++) {
      lower[r] = r / nibbles * 2 * nibbles + r % nibbles;
    }
  }

  private static final Codes Q4_0 =
      new Codes(new Q4_0(), Dots.NIBBLES, Shared.HALF, 15, 0, 0, 1, false).blocks(18, 2);
  private static final Codes Q4_1 =
      new Codes(new Q4_1(), Dots.NIBBLES, Shared.TWO_HALVES, 15, 0, 0, 1, false).blocks(20, 4);
  private static final Codes Q5_0 =
      new Codes(new Q5_0(), Dots.PLANES, Shared.HALF, 15, 1, 4, 0, true).blocks(22, 6);
  private static final Codes Q5_1 =
      new Codes(new Q5_1(), Dots.PLANES, Shared.TWO_HALVES, 15, 1, 4, 0, true).blocks(24, 8);
  private static final Codes Q8_0 =
      new Codes(new Q8_0(), Dots.BYTES, Shared.HALF, 255, 0, 0, 0, false)
          .low(g -> g / 2 * 34 + 2 + 16 * (g % 2), g -> 0);
  private static final Codes Q4_K =
      new Codes(new Q4_K(), Dots.NIBBLES, Shared.SIXES, 15, 0, 0, 2, false).pairs(16);
  private static final Codes Q5_K =
      new Codes(new Q5_K(), Dots.PLANES, Shared.SIXES, 15, 1, 4, 0, false)
          .pairs(48)
          .top(g -> 16 + 16 * (g % 2), g -> g / 2);
  private static final Codes Q6_K =
      new Codes(new Q6_K(), Dots.SIXES, Shared.BYTES, 15, 3, 4, 0, false)
          .low(g -> 64 * (g / 8) + 16 * (g % 4), g -> 4 * (g % 8 / 4))
          .top(g -> 128 + 32 * (g / 8) + 16 * (g % 2), g -> 2 * (g % 8 / 2));
  private static final Codes Q2_K =
      new Codes(new Q2_K(), Dots.PLANES, Shared.NIBBLES, 3, 0, 0, 0, false).quarters(16);
  private static final Codes Q3_K =
      new Codes(new Q3_K(), Dots.PLANES, Shared.SIGNED_SIXES, 3, 1, 2, 0, false)
          .quarters(32)
          .top(g -> 16 * (g % 2), g -> g / 2);

  static Codes of(Quantized format) {
    return switch (format) {
      case Q4_0 _ -> Q4_0;
      case Q4_1 _ -> Q4_1;
      case Q5_0 _ -> Q5_0;
      case Q5_1 _ -> Q5_1;
      case Q8_0 _ -> Q8_0;
      case Q4_K _ -> Q4_K;
      case Q5_K _ -> Q5_K;
      case Q6_K _ -> Q6_K;
      case Q2_K _ -> Q2_K;
      case Q3_K _ -> Q3_K;
    };
  }

  /** Blocks of 32: byte {@code j} has value {@code j} below and value {@code j + 16} above. */
  private Codes blocks(int bytes, int quants) {
    low(g -> g / 2 * bytes + quants, g -> 4 * (g % 2));
    return spread ? top(g -> 16 * g, g -> 0) : this; // as Unpack.spread lays them
  }

  /** 32 bytes have 32 values below and the next 32 above. */
  private Codes pairs(int quants) {
    return low(g -> quants + 32 * (g / 4) + 16 * (g % 2), g -> 4 * (g / 2 % 2));
  }

  /** 32 bytes have four times 32 values in two bits each. */
  private Codes quarters(int quants) {
    return low(g -> quants + 32 * (g / 8) + 16 * (g % 2), g -> 2 * (g % 8 / 2));
  }

  private Codes low(IntUnaryOperator offset, IntUnaryOperator shifts) {
    for (int g = 0; g < GROUPS; g++) {
      at[g] = 16 * offset.applyAsInt(g);
      shift[g] = shifts.applyAsInt(g);
      topAt[g] = at[g]; // read and masked away where there are none
    }
    return this;
  }

  private Codes top(IntUnaryOperator offset, IntUnaryOperator shifts) {
    for (int g = 0; g < GROUPS; g++) {
      topAt[g] = 16 * offset.applyAsInt(g);
      topShift[g] = shifts.applyAsInt(g);
    }
    return this;
  }
}
