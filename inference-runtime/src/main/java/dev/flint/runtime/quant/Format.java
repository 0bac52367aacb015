package dev.flint.runtime.quant;

import java.lang.foreign.MemorySegment;

/**
 * How numbers lie in a model file. A matrix row is a whole number of blocks; a block holds {@link
 * #blockLength} values in {@link #blockBytes} bytes, little-endian, as ggml lays them out.
 *
 * <p>Formats are values without state: compare them with {@code equals}, switch over them by type.
 */
public sealed interface Format permits Encoder, Quantized {
  /** The name as model files' authors write it, for example {@code Q4_K}. */
  String label();

  /** The type number in a GGUF tensor record. */
  int ggmlId();

  /** Values in a block. */
  int blockLength();

  /** Bytes of a block. */
  int blockBytes();

  /**
   * Decodes whole blocks to floats, exactly: one IEEE-754 single operation order per format, the
   * same on every machine.
   *
   * @param source bytes that hold the blocks
   * @param offset of the first block, in bytes
   * @param target receives {@code count} floats
   * @param at first index written in {@code target}
   * @param count values, a multiple of {@link #blockLength}
   */
  void decode(MemorySegment source, long offset, float[] target, int at, int count);

  /**
   * Bytes of {@code values} consecutive values; {@code values} is a multiple of the block length.
   */
  default long bytes(long values) {
    return Math.multiplyExact(values / blockLength(), (long) blockBytes());
  }
}
