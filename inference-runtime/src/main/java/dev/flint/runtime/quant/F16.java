package dev.flint.runtime.quant;

import java.lang.foreign.MemorySegment;

/** IEEE-754 half precision. */
public record F16() implements Format {
  @Override
  public String label() {
    return "F16";
  }

  @Override
  public int ggmlId() {
    return 1;
  }

  @Override
  public int blockLength() {
    return 1;
  }

  @Override
  public int blockBytes() {
    return 2;
  }

  @Override
  public void decode(MemorySegment source, long offset, float[] target, int at, int count) {
    throw new AssertionError("decode");
  }
}
