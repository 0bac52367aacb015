package dev.flint.runtime.quant;

import java.lang.foreign.MemorySegment;

/** bfloat16: the upper half of a single. */
public record BF16() implements Format {
  @Override
  public String label() {
    return "BF16";
  }

  @Override
  public int ggmlId() {
    return 30;
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
