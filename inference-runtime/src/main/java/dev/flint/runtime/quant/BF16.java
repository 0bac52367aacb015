package dev.flint.runtime.quant;

import java.lang.foreign.MemorySegment;

/** bfloat16: the upper half of a single. */
public record BF16() implements Encoder {
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
    for (int i = 0; i < count; i++) {
      target[at + i] = Float.intBitsToFloat(source.get(F16.BITS, offset + 2L * i) << 16);
    }
  }

  @Override
  public float largest() {
    return Float.intBitsToFloat(0x7F7F0000);
  }

  @Override
  public void encode(float[] source, int at, int count, MemorySegment target, long offset) {
    for (int i = 0; i < count; i++) {
      target.set(F16.BITS, offset + 2L * i, round(source[at + i]));
    }
  }

  /** To the nearest, ties to even; a NaN stays a NaN. */
  private static short round(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short) (bits >> 16 | 0x40); // quiet, or a payload in the lower half would be lost
    }
    return (short) (bits + 0x7FFF + (bits >> 16 & 1) >> 16);
  }
}
