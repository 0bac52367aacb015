package dev.flint.runtime.quant;

import java.lang.foreign.MemorySegment;

/** A format that can be written as well as read. */
public sealed interface Encoder extends Format permits F32, F16, BF16, Q8_0, Q4_0 {
  /** The greatest magnitude that may be encoded; beyond it a scale would become infinite. */
  float largest();

  /**
   * Encodes whole blocks as ggml's reference quantiser does, the same bytes on every machine.
   * Values must be finite; a block format has no code for anything else.
   *
   * @param source holds {@code count} floats
   * @param at first index read in {@code source}
   * @param count values, a multiple of {@link #blockLength}
   * @param target receives the blocks
   * @param offset of the first block, in bytes
   */
  void encode(float[] source, int at, int count, MemorySegment target, long offset);
}
