package dev.flint.runtime.quant;

import java.lang.foreign.MemorySegment;

/** 32 signed bytes and one half-precision scale: w = d * q. */
public record Q8_0() implements Format {
  @Override
  public String label() {
    return "Q8_0";
  }

  @Override
  public int ggmlId() {
    return 8;
  }

  @Override
  public int blockLength() {
    return 32;
  }

  @Override
  public int blockBytes() {
    return 34;
  }

  @Override
  public void decode(MemorySegment source, long offset, float[] target, int at, int count) {
    throw new AssertionError("decode");
  }
}
