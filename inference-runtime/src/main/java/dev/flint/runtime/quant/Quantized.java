package dev.flint.runtime.quant;

import java.lang.foreign.MemorySegment;

/**
 * A format whose values are small integers under shared scales: {@code w = d * scale * q - dmin *
 * min}. Products with quantised activations are summed as integers, exactly; see {@code Kernels}
 * for the order in which floats are then added.
 */
public sealed interface Quantized extends Format
    permits Q8_0, Q6_K, Q5_1, Q5_K, Q5_0, Q4_1, Q4_K, Q4_0, Q3_K, Q2_K {
  /** Values that share one scale and one minimum: 16 or 32. */
  int groupLength();

  /** True where {@link Scales#mins} count; false where every minimum is zero. */
  boolean hasMins();

  /**
   * What is taken off a stored unsigned code to give {@code q}: every {@code q + zero()} lies in 0
   * to 63, for Q8_0, whose bytes are signed, in 0 to 255. Zero where a format has minima.
   */
  int zero();

  /**
   * Where in a block the one half-precision number stands that is left over when the other bytes
   * are read as words of four: 0 (then words follow), {@code blockBytes() - 2} (words come before
   * it), or -1 where the block is whole words.
   */
  int halfAt();

  /**
   * Writes the integers of one block, in order, to {@code q}: see {@link #zero} for their range.
   */
  void unpackValues(MemorySegment source, long offset, byte[] q);

  /** Writes the scales and minima of one block. */
  void unpackScales(MemorySegment source, long offset, Scales scales);

  /** Most values that a block of any format holds. */
  int MAX_BLOCK = 256;

  /** What the values of one block share: reused by its owner, written by {@link #unpackScales}. */
  final class Scales {
    /** One per group, small integers held as floats. */
    public final float[] scales = new float[MAX_BLOCK / 16];

    /** One per group, small integers held as floats. */
    public final float[] mins = new float[MAX_BLOCK / 16];

    /** Scale of the whole block. */
    public float d;

    /** Scale of the minima. */
    public float dmin;
  }
}
