package dev.flint.runtime.quant;

import java.lang.foreign.MemorySegment;

/** 256 six-bit values in sixteen groups with 8-bit scales: w = d * sc * (q - 32). */
public record Q6_K() implements Format {
  @Override
  public String label() {
    return "Q6_K";
  }

  @Override
  public int ggmlId() {
    return 14;
  }

  @Override
  public int blockLength() {
    return 256;
  }

  @Override
  public int blockBytes() {
    return 210;
  }

  @Override
  public void decode(MemorySegment source, long offset, float[] target, int at, int count) {
    throw new AssertionError("decode");
  }
}
