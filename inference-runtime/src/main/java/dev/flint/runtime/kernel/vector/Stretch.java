package dev.flint.runtime.kernel.vector;

import dev.flint.runtime.kernel.Activations;
import dev.flint.runtime.kernel.Bands;
import dev.flint.runtime.kernel.Layout;
import dev.flint.runtime.kernel.Tensor;
import dev.flint.runtime.quant.Q8_0;
import dev.flint.runtime.quant.Quantized;
import java.lang.foreign.MemorySegment;

/** One stretch of one band, times one column or eight. Mutable: one per thread. */
final class Stretch {
  private static final int VECTORS = 2 * Width.NARROW.length();

  private final Scratch s;
  private Quantized format = new Q8_0();
  private Codes codes = Codes.of(format);
  private MemorySegment source;
  private long at;
  private MemorySegment top;
  private long topAt;
  private int first;
  private int blocks;

  Stretch(Scratch s) {
    this.s = s;
    source = s.woven;
    top = s.woven;
  }

  /** Goes to so many blocks from {@code first} on, and reads what their values share. */
  void go(Tensor weights, Quantized format, int slice, int band, int first, int blocks) {
    this.format = format;
    this.first = first;
    this.blocks = blocks;
    codes = Codes.of(format);
    if (weights.layout() == Layout.ROWS) {
      Bands.weave(weights, slice, band, first, blocks, s.woven, 0);
      source = s.woven;
      at = 0;
    } else {
      source = weights.data();
      at = weights.bandOffset(slice, band) + (long) first * Bands.ROWS * format.blockBytes();
    }
    top = source;
    topAt = at;
    if (codes.spread) {
      int bits = Bands.ROWS * (format.hasMins() ? 4 : 2);
      Unpack.spread(source, at + bits, Bands.ROWS * format.blockBytes(), blocks, s.spread);
      top = s.spread;
      topAt = 0;
    }
    Sharing.read(format, source, at, blocks, s);
  }

  private int groups() {
    return blocks * format.blockLength() / Activations.GROUP;
  }

  /** Adds one column's products to {@code acc[at, row]}. */
  void column(Activations x, float[] form, int column, float[] acc, int to) {
    int group = column * x.groups() + first * format.blockLength() / Activations.GROUP;
    int groups = groups();
    int sum = Form.sums(x) + group;
    for (int row = 0; row < Bands.ROWS; row += VECTORS) {
      if (codes.nibbles > 0) {
        NibbleDots.of(source, at, row, codes, format.zero(), groups, form, 8 * group, sum, s.sums);
      } else if (format instanceof Q8_0) {
        ByteDots.of(source, at, row, codes, groups, form, 8 * group, s.sums);
      } else {
        PlaneDots.of(
            source,
            at,
            top,
            topAt,
            row,
            codes,
            format.zero(),
            groups,
            form,
            8 * group,
            sum,
            s.sums);
      }
    }
    int u = group * Activations.GROUP / format.groupLength();
    finish(0, x.scales, group, 1, offsets(x), u, acc, to);
  }

  private float[] offsets(Activations x) {
    return format.groupLength() == Activations.GROUP ? x.offsets16 : x.offsets32;
  }

  /** Takes the codes apart, for {@link #four}. */
  void unpack() {
    if (format instanceof Q8_0) {
      Unpack.bytes(source, at, codes, groups(), s.tile);
    } else {
      Unpack.pairs(source, at, top, topAt, codes, groups(), format.zero(), s.tile);
    }
  }

  /** Adds the products of the four columns from {@code 4 * four} on to {@code acc[to, row]}. */
  void four(Activations x, float[] form, int four, float[] acc, int to) {
    int group = Form.first(x, first * format.blockLength() / Codes.STRETCH, four);
    int pairs = group * 8 * Form.FOUR;
    for (int row = 0; row < Bands.ROWS; row += VECTORS) {
      if (format instanceof Q8_0) {
        ByteTile.of(s.tile, row, groups(), form, Form.integers(x) + 2 * pairs, s.sums);
      } else {
        PairTile.of(s.tile, row, groups(), form, pairs, s.sums);
      }
    }
    finish(x, form, group, acc, to);
  }

  /** Scales the sums of four columns. */
  private void finish(Activations x, float[] form, int group, float[] acc, int to) {
    int by = Form.scales(x) + group * Form.FOUR;
    int each = format.groupLength() / Activations.GROUP;
    int groups = groups() / each;
    int u = Form.offsets(x, each) + group / each * Form.FOUR;
    if (format.blockLength() > format.groupLength()) {
      if (each == 1) {
        FinishFour.of16(s.sums, groups, form, by, s.scales, s.totals, 0);
      } else {
        FinishFour.of32(s.sums, 0, groups, form, by, s.scales, s.totals, 0);
      }
      FinishFour.block(s.totals, s.d, acc, to);
      if (format.hasMins()) {
        FinishFour.minima(0, groups, form, u, s.mins, s.totals, 0);
        FinishFour.block(s.totals, s.dmin, acc, to);
      }
    } else if (format.hasMins()) {
      for (int b = 0; b < groups; b++) {
        FinishFour.of32(s.sums, b, b + 1, form, by, s.d, acc, to);
        FinishFour.minima(b, b + 1, form, u, s.dmin, acc, to);
      }
    } else {
      FinishFour.of32(s.sums, 0, groups, form, by, s.d, acc, to);
    }
  }

  /** Scales the sums of one column. */
  private void finish(
      int from, float[] scales, int at, int step, float[] offsets, int u, float[] acc, int to) {
    int groups = groups() * Activations.GROUP / format.groupLength();
    if (format.blockLength() == format.groupLength()) {
      if (format.hasMins()) {
        Finish.plain(s.sums, from, groups, scales, at, step, s, offsets, u, acc, to);
      } else {
        Finish.plain(s.sums, from, groups, scales, at, step, s.d, acc, to);
      }
      return;
    }
    if (format.groupLength() == Activations.GROUP) {
      Finish.block16(s.sums, from, groups, scales, at, step, s, acc, to);
    } else {
      Finish.block32(s.sums, from, groups, scales, at, step, s, acc, to);
    }
    if (format.hasMins()) {
      Finish.minima(groups, s, offsets, u, step, acc, to);
    }
  }
}
