package dev.flint.runtime.quant;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** IEEE-754 single precision, little-endian. */
public record F32() implements Encoder {
  static final ValueLayout.OfFloat LAYOUT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  @Override
  public String label() {
    return "F32";
  }

  @Override
  public int ggmlId() {
    return 0;
  }

  @Override
  public int blockLength() {
    return 1;
  }

  @Override
  public int blockBytes() {
    return Float.BYTES;
  }

  @Override
  public void decode(MemorySegment source, long offset, float[] target, int at, int count) {
    MemorySegment.copy(source, LAYOUT, offset, target, at, count);
  }

  @Override
  public float largest() {
    return Float.MAX_VALUE;
  }

  @Override
  public void encode(float[] source, int at, int count, MemorySegment target, long offset) {
    MemorySegment.copy(source, at, target, LAYOUT, offset, count);
  }
}
