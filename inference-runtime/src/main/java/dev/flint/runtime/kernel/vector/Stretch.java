package dev.flint.runtime.kernel.vector;

import dev.flint.runtime.kernel.Activations;
import dev.flint.runtime.kernel.Bands;
import dev.flint.runtime.kernel.Layout;
import dev.flint.runtime.kernel.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** One stretch of one band, times one column or four. Mutable: one per thread. */
final class Stretch {
  private static final int VECTORS = 2 * Width.NARROW.length();
  private static final int GROUP = Activations.GROUP;
  private static final int LINE = 64;

  private final Scratch s;
  private MemorySegment source;
  private long at;
  private MemorySegment top;
  private long topAt;

  /** First group of sixteen in a row, and groups. */
  private int first;

  private int groups;
  private int blocks;
  private int touched;

  Stretch(Scratch s) {
    this.s = s;
    source = s.woven;
    top = s.woven;
  }

  /** Goes to so many blocks of a band from {@code block} on. */
  void go(Tensor weights, Codes codes, int slice, int band, int block, int blocks) {
    this.blocks = blocks;
    first = block * codes.blockLength / GROUP;
    groups = blocks * codes.blockLength / GROUP;
    if (weights.layout() == Layout.ROWS) {
      Bands.weave(weights, slice, band, block, blocks, s.woven, 0);
      source = s.woven;
      at = 0;
    } else {
      source = weights.data();
      at = weights.bandOffset(slice, band) + (long) block * Bands.ROWS * codes.blockBytes;
    }
    top = source;
    topAt = at;
    if (codes.spread) {
      int bits = Bands.ROWS * (codes.mins ? 4 : 2);
      Unpack.spread(source, at + bits, Bands.ROWS * codes.blockBytes, blocks, s.spread);
      top = s.spread;
      topAt = 0;
    }
  }

  /** Adds one column's products to {@code acc[to, row]}; the first column comes first. */
  void column(Codes codes, Activations x, float[] form, int column, float[] acc, int to) {
    int group = column * x.groups() + first;
    int pair = 8 * group;
    int sum = Form.sums(x) + group;
    if (column == 0 && codes.dots == Codes.Dots.SIXES) {
      touch(codes);
    }
    for (int row = 0; row < Bands.ROWS; row += VECTORS) {
      switch (codes.dots) {
        case NIBBLES ->
            NibbleDots.of(source, at, row, codes, codes.zero, groups, form, pair, sum, s.sums);
        case BYTES -> ByteDots.of(source, at, row, codes, groups, form, pair, s.sums);
        case SIXES -> {
          SixDots.of(source, at, row, form, pair, sum, s.sums);
          SixDots.of(source, at, row + VECTORS / 2, form, pair, sum, s.sums);
        }
        case PLANES ->
            PlaneDots.of(
                source, at, top, topAt, row, codes, codes.zero, groups, form, pair, sum, s.sums);
      }
    }
    if (column == 0) { // after the codes, so that memory is read in order
      Sharing.read(codes, source, at, blocks, s);
    }
    float[] offsets = codes.groupLength == GROUP ? x.offsets16 : x.offsets32;
    finish(codes, x.scales, group, offsets, group * GROUP / codes.groupLength, acc, to);
  }

  /**
   * Reads every line of the stretch once, in order: where the codes of a block are met in three
   * places at a time, the processor does not foresee it.
   */
  private void touch(Codes codes) {
    int sum = 0;
    for (int i = 0; i < Bands.ROWS * codes.blockBytes * blocks; i += LINE) {
      sum += source.get(ValueLayout.JAVA_BYTE, at + i);
    }
    touched = sum;
  }

  /** Takes the codes apart, for {@link #four}. */
  void unpack(Codes codes) {
    Sharing.read(codes, source, at, blocks, s);
    if (codes.dots == Codes.Dots.BYTES) {
      Unpack.bytes(source, at, codes, groups, s.tile);
    } else {
      Unpack.pairs(source, at, top, topAt, codes, groups, codes.zero, s.tile);
    }
  }

  /** Adds the products of the four columns from {@code 4 * four} on to {@code acc[to, row]}. */
  void four(Codes codes, Activations x, float[] form, int four, float[] acc, int to) {
    int group = Form.first(x, first / Codes.GROUPS, four);
    int pairs = group * 8 * Form.FOUR;
    for (int row = 0; row < Bands.ROWS; row += VECTORS) {
      if (codes.dots == Codes.Dots.BYTES) {
        ByteTile.of(s.tile, row, groups, form, Form.integers(x) + 2 * pairs, s.sums);
      } else {
        PairTile.of(s.tile, row, groups, form, pairs, s.sums);
      }
    }
    int each = codes.groupLength / GROUP;
    int by = Form.scales(x) + group * Form.FOUR;
    int u = Form.offsets(x, each) + group / each * Form.FOUR;
    finishFour(codes, form, by, u, acc, to);
  }

  /** Scales the sums of four columns. */
  private void finishFour(Codes codes, float[] form, int by, int u, float[] acc, int to) {
    int count = groups * GROUP / codes.groupLength;
    if (codes.blockLength > codes.groupLength) {
      if (codes.groupLength == GROUP) {
        FinishFour.of16(s.sums, count, form, by, s.scales, s.totals, 0);
      } else {
        FinishFour.of32(s.sums, 0, count, form, by, s.scales, s.totals, 0);
      }
      FinishFour.block(s.totals, s.d, acc, to);
      if (codes.mins) {
        FinishFour.minima(0, count, form, u, s.mins, s.totals, 0);
        FinishFour.block(s.totals, s.dmin, acc, to);
      }
    } else if (codes.mins) {
      for (int b = 0; b < count; b++) {
        FinishFour.of32(s.sums, b, b + 1, form, by, s.d, acc, to);
        FinishFour.minima(b, b + 1, form, u, s.dmin, acc, to);
      }
    } else {
      FinishFour.of32(s.sums, 0, count, form, by, s.d, acc, to);
    }
  }

  /** Scales the sums of one column. */
  private void finish(
      Codes codes, float[] scales, int by, float[] offsets, int u, float[] acc, int to) {
    int count = groups * GROUP / codes.groupLength;
    if (codes.blockLength == codes.groupLength) {
      if (codes.mins) {
        Finish.plain(s.sums, count, scales, by, s, offsets, u, acc, to);
      } else {
        Finish.plain(s.sums, count, scales, by, s.d, acc, to);
      }
      return;
    }
    if (codes.groupLength == GROUP) {
      Finish.block16(s.sums, count, scales, by, s, acc, to);
    } else {
      Finish.block32(s.sums, count, scales, by, s, acc, to);
    }
    if (codes.mins) {
      Finish.minima(count, s, offsets, u, acc, to);
    }
  }
}
