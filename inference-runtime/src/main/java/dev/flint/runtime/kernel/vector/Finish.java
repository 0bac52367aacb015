package dev.flint.runtime.kernel.vector;

import static dev.flint.runtime.kernel.Bands.ROWS;
import static dev.flint.runtime.kernel.vector.Width.FLOATS;
import static dev.flint.runtime.kernel.vector.Width.LENGTH;

import jdk.incubator.vector.FloatVector;

/**
 * From one column's exact sums {@code f[group, row]} to its results: the scales of activations and
 * weights, in the written order. {@code x} are the scales of activations.
 */
final class Finish {
  private Finish() {}

  /** Blocks of one group of 32: {@code acc = fma(d, fma(f', x', f * x), acc)}. */
  static void plain(float[] f, int blocks, float[] x, int at, float[] d, float[] acc, int to) {
    for (int row = 0; row < ROWS; row += LENGTH) {
      FloatVector sum = FloatVector.fromArray(FLOATS, acc, to + row);
      for (int b = 0; b < blocks; b++) {
        int g = 2 * b * ROWS + row;
        FloatVector t = FloatVector.fromArray(FLOATS, f, g).mul(x[at + 2 * b]);
        FloatVector scale = FloatVector.broadcast(FLOATS, x[at + 2 * b + 1]);
        t = FloatVector.fromArray(FLOATS, f, g + ROWS).fma(scale, t);
        sum = FloatVector.fromArray(FLOATS, d, b * ROWS + row).fma(t, sum);
      }
      sum.intoArray(acc, to + row);
    }
  }

  /** The same with minima: {@code acc = fma(-dmin, u, acc)} after each block. */
  static void plain(
      float[] f,
      int blocks,
      float[] x,
      int at,
      Scratch s,
      float[] offsets,
      int u,
      float[] acc,
      int to) {
    for (int row = 0; row < ROWS; row += LENGTH) {
      FloatVector sum = FloatVector.fromArray(FLOATS, acc, to + row);
      for (int b = 0; b < blocks; b++) {
        int g = 2 * b * ROWS + row;
        FloatVector t = FloatVector.fromArray(FLOATS, f, g).mul(x[at + 2 * b]);
        FloatVector scale = FloatVector.broadcast(FLOATS, x[at + 2 * b + 1]);
        t = FloatVector.fromArray(FLOATS, f, g + ROWS).fma(scale, t);
        sum = FloatVector.fromArray(FLOATS, s.d, b * ROWS + row).fma(t, sum);
        FloatVector offset = FloatVector.broadcast(FLOATS, offsets[u + b]);
        sum = FloatVector.fromArray(FLOATS, s.dmin, b * ROWS + row).fma(offset, sum);
      }
      sum.intoArray(acc, to + row);
    }
  }

  /** One block of groups of 32: {@code T = fma(t, scale, T); acc = fma(d, T, acc)}. */
  static void block32(float[] f, int groups, float[] x, int at, Scratch s, float[] acc, int to) {
    for (int row = 0; row < ROWS; row += LENGTH) {
      FloatVector total = FloatVector.zero(FLOATS);
      for (int j = 0; j < groups; j++) {
        int g = 2 * j * ROWS + row;
        FloatVector t = FloatVector.fromArray(FLOATS, f, g).mul(x[at + 2 * j]);
        FloatVector scale = FloatVector.broadcast(FLOATS, x[at + 2 * j + 1]);
        t = FloatVector.fromArray(FLOATS, f, g + ROWS).fma(scale, t);
        total = FloatVector.fromArray(FLOATS, s.scales, j * ROWS + row).fma(t, total);
      }
      FloatVector sum = FloatVector.fromArray(FLOATS, acc, to + row);
      FloatVector.fromArray(FLOATS, s.d, row).fma(total, sum).intoArray(acc, to + row);
    }
  }

  /** One block of groups of 16, the same with {@code t = f * x}. */
  static void block16(float[] f, int groups, float[] x, int at, Scratch s, float[] acc, int to) {
    for (int row = 0; row < ROWS; row += LENGTH) {
      FloatVector total = FloatVector.zero(FLOATS);
      for (int j = 0; j < groups; j++) {
        FloatVector t = FloatVector.fromArray(FLOATS, f, j * ROWS + row);
        t = t.mul(x[at + j]);
        total = FloatVector.fromArray(FLOATS, s.scales, j * ROWS + row).fma(t, total);
      }
      FloatVector sum = FloatVector.fromArray(FLOATS, acc, to + row);
      FloatVector.fromArray(FLOATS, s.d, row).fma(total, sum).intoArray(acc, to + row);
    }
  }

  /** The minima of a block: {@code M = fma(u, min, M); acc = fma(-dmin, M, acc)}. */
  static void minima(int groups, Scratch s, float[] offsets, int u, float[] acc, int to) {
    for (int row = 0; row < ROWS; row += LENGTH) {
      FloatVector total = FloatVector.zero(FLOATS);
      for (int j = 0; j < groups; j++) {
        FloatVector offset = FloatVector.broadcast(FLOATS, offsets[u + j]);
        total = FloatVector.fromArray(FLOATS, s.mins, j * ROWS + row).fma(offset, total);
      }
      FloatVector sum = FloatVector.fromArray(FLOATS, acc, to + row);
      FloatVector.fromArray(FLOATS, s.dmin, row).fma(total, sum).intoArray(acc, to + row);
    }
  }
}
