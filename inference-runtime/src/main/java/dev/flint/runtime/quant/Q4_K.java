package dev.flint.runtime.quant;

import java.lang.foreign.MemorySegment;

/** 256 nibbles in eight groups with 6-bit scales and minima: w = d * sc * q - dmin * m. */
public record Q4_K() implements Format {
  @Override
  public String label() {
    return "Q4_K";
  }

  @Override
  public int ggmlId() {
    return 12;
  }

  @Override
  public int blockLength() {
    return 256;
  }

  @Override
  public int blockBytes() {
    return 144;
  }

  @Override
  public void decode(MemorySegment source, long offset, float[] target, int at, int count) {
    throw new AssertionError("decode");
  }
}
