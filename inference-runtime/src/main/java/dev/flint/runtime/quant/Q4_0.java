package dev.flint.runtime.quant;

import java.lang.foreign.MemorySegment;

/** 32 nibbles and one half-precision scale: w = d * (q - 8). */
public record Q4_0() implements Format {
  @Override
  public String label() {
    return "Q4_0";
  }

  @Override
  public int ggmlId() {
    return 2;
  }

  @Override
  public int blockLength() {
    return 32;
  }

  @Override
  public int blockBytes() {
    return 18;
  }

  @Override
  public void decode(MemorySegment source, long offset, float[] target, int at, int count) {
    throw new AssertionError("decode");
  }
}
