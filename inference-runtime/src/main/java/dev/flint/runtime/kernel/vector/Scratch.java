package dev.flint.runtime.kernel.vector;

import dev.flint.runtime.kernel.KeyValues;
import dev.flint.runtime.quant.Quantized;
import java.lang.foreign.MemorySegment;

/** Room that one thread reuses from call to call. */
final class Scratch {
  /** One block of one row, as in the file. */
  final MemorySegment block = MemorySegment.ofArray(new byte[Quantized.MAX_BLOCK * 2]);

  final float[] scores = new float[KeyValues.PAGE];
  final byte[] q = new byte[Quantized.MAX_BLOCK];
  final Quantized.Scales scales = new Quantized.Scales();

  /** {@code [k, row]}: a block of as many rows as a vector has lanes, integers as floats. */
  final float[] tile = new float[Quantized.MAX_BLOCK * Width.LENGTH];

  /** {@code [group, row]}. */
  final float[] tileScales = new float[Quantized.MAX_BLOCK / 16 * Width.LENGTH];

  /** {@code [group, row]}. */
  final float[] tileMins = new float[Quantized.MAX_BLOCK / 16 * Width.LENGTH];

  final float[] d = new float[Width.LENGTH];

  /** Negated, as the contract subtracts. */
  final float[] dmin = new float[Width.LENGTH];

  private float[] row = {};
  private float[] sums = {};

  /** A decoded row, or one head. */
  float[] row(int length) {
    if (row.length < length) {
      row = new float[length];
    }
    return row;
  }

  /** {@code [column, row]}, zeroed. */
  float[] sums(int length) {
    if (sums.length < length) {
      sums = new float[length];
    }
    java.util.Arrays.fill(sums, 0, length, 0f);
    return sums;
  }
}
