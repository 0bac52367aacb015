package dev.flint.runtime.kernel.vector;

import dev.flint.runtime.kernel.Activations;

/**
 * How this backend lays out quantised activations in their workspace. A pair is two shorts in the
 * bits of a float: of four consecutive values the first and third, then the second and fourth, as
 * they meet in a word of four codes.
 *
 * <p>Few columns: pairs, {@code [columns, width / 2]}, then their sums, {@code [columns, width /
 * 16]}. Many columns: four columns side by side, stretch by stretch, so that what a stretch of
 * weights meets lies together in the cache: pairs, {@code [stretches, columns / 4, 128, 4]};
 * integers as floats, {@code [stretches, columns / 4, 256, 4]}; scales and offsets likewise.
 */
final class Form {
  /** Columns side by side. */
  static final int FOUR = 4;

  /** From this many columns on, taking codes apart into floats pays for itself. */
  private static final int MANY = 7;

  private Form() {}

  static boolean many(Activations x) {
    return x.columns() >= MANY;
  }

  static float[] workspace(Activations x) {
    return x.workspace(many(x) ? offsets(x, 2) + padded(x) * x.groups() / 2 : 9 * x.count() / 16);
  }

  /** Where the sums of pairs begin. */
  static int sums(Activations x) {
    return x.count() / 2;
  }

  /** Where the integers of many columns begin. */
  static int integers(Activations x) {
    return padded(x) * x.width() / 2;
  }

  /** Where the scales of many columns begin. */
  static int scales(Activations x) {
    return 3 * integers(x);
  }

  /** Where the offsets of so many groups, 1 or 2, begin. */
  static int offsets(Activations x, int groups) {
    return scales(x) + groups * padded(x) * x.groups();
  }

  private static int padded(Activations x) {
    return (x.columns() + FOUR - 1) / FOUR * FOUR;
  }

  /** Fills the workspace with whole pairs of groups, counted through all columns. */
  static void fill(Activations x, int from, int to) {
    float[] work = workspace(x);
    if (many(x)) {
      for (int g = from; g < to; g++) {
        four(x, g, work);
      }
    } else {
      for (int g = from; g < to; g++) {
        pairs(x.q, g, work, sums(x));
      }
    }
  }

  private static void pairs(byte[] q, int g, float[] work, int sums) {
    int low = 0;
    int high = 0;
    for (int k = 16 * g; k < 16 * g + 16; k += 4) {
      work[k / 2] = pair(q[k], q[k + 2]);
      work[k / 2 + 1] = pair(q[k + 1], q[k + 3]);
      low += q[k] + q[k + 1];
      high += q[k + 2] + q[k + 3];
    }
    work[sums + g] = pair(low, high);
  }

  private static float pair(int low, int high) {
    return Float.intBitsToFloat(low & 0xffff | high << 16);
  }

  private static void four(Activations x, int g, float[] work) {
    int column = g / x.groups();
    int group = g % x.groups();
    int lane = column % FOUR;
    int first = first(x, group / Codes.GROUPS, column / FOUR) + group % Codes.GROUPS;
    int pairs = 8 * FOUR * first + lane;
    int integers = integers(x) + 16 * FOUR * first + lane;
    byte[] q = x.q;
    for (int i = 0; i < 16; i += 4) {
      int k = 16 * g + i;
      work[pairs + FOUR * i / 2] = pair(q[k], q[k + 2]);
      work[pairs + FOUR * i / 2 + FOUR] = pair(q[k + 1], q[k + 3]);
    }
    for (int i = 0; i < 16; i++) {
      work[integers + FOUR * i] = q[16 * g + i];
    }
    work[scales(x) + first * FOUR + lane] = x.scales[g];
    work[offsets(x, 1) + first * FOUR + lane] = x.offsets16[g];
    if (group % 2 == 0) {
      work[offsets(x, 2) + first / 2 * FOUR + lane] = x.offsets32[g / 2];
    }
  }

  /** Of many columns, the groups that lie before a stretch of four columns. */
  static int first(Activations x, int stretch, int four) {
    int before = stretch * Codes.GROUPS;
    int length = Math.min(Codes.GROUPS, x.groups() - before);
    return before * padded(x) / FOUR + four * length;
  }
}
