package dev.flint.runtime.quant;

import java.lang.foreign.MemorySegment;

/**
 * A format whose values are small integers under shared scales: {@code w = d * scale * q - dmin *
 * min}. Products with quantised activations are summed as integers, exactly; see {@code Kernels}
 * for the order in which floats are then added.
 */
public sealed interface Quantized extends Format permits Q8_0, Q4_0, Q4_K, Q6_K {
  /** Values that share one scale and one minimum: 16 or 32. */
  int groupLength();

  /** True where {@link Scales#mins} count; false where every minimum is zero. */
  boolean hasMins();

  /** Writes the integers of one block, in order, to {@code q}. */
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
