package dev.flint.runtime.kernel.vector;

import dev.flint.runtime.kernel.Bands;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Room that one thread reuses from call to call. */
final class Scratch {
  /** Bytes of a value at most, with what its block shares. */
  private static final int VALUE_BYTES = 2;

  /** A stretch of one band, woven for the kernels where the weights lie in rows. */
  final MemorySegment woven =
      Arena.ofAuto().allocate((long) Codes.STRETCH * VALUE_BYTES * Bands.ROWS, 64);

  /** Upper bits of a stretch, spread over the bytes of words. */
  final MemorySegment spread = Arena.ofAuto().allocate((long) Codes.STRETCH * Bands.ROWS, 64);

  /** {@code [value, row]} or {@code [pair, row]}: the integers of a stretch. */
  final float[] tile = new float[Codes.STRETCH * Bands.ROWS];

  /** {@code [column, group, row]}: exact sums of one column or four. */
  final float[] sums = new float[Form.FOUR * Codes.GROUPS * Bands.ROWS];

  /** {@code [scale group, row]}. */
  final float[] scales = new float[Codes.GROUPS * Bands.ROWS];

  /** {@code [scale group, row]}. */
  final float[] mins = new float[Codes.GROUPS * Bands.ROWS];

  /** {@code [block, row]}. */
  final float[] d = new float[Codes.GROUPS * Bands.ROWS];

  /** {@code [block, row]}, negated, as the contract subtracts. */
  final float[] dmin = new float[Codes.GROUPS * Bands.ROWS];

  /** {@code [column, row]}: what a block of four columns adds up; zeros in between. */
  final float[] totals = new float[Form.FOUR * Bands.ROWS];

  /** Where the kernels are in the weights. */
  final Stretch stretch = new Stretch(this);

  final FloatProduct floats = new FloatProduct();
  final Lanes lanes = new Lanes();
  final TileAttention attention = new TileAttention(lanes);

  private float[] results = {};

  /** {@code [column, row]}, zeroed. */
  float[] results(int length) {
    if (results.length < length) {
      results = new float[length];
    }
    java.util.Arrays.fill(results, 0, length, 0f);
    return results;
  }
}
