package dev.flint.runtime.quant;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** IEEE-754 half precision. */
public record F16() implements Encoder {
  static final ValueLayout.OfShort BITS =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

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
    for (int i = 0; i < count; i++) {
      target[at + i] = Float.float16ToFloat(source.get(BITS, offset + 2L * i));
    }
  }

  /** The half at {@code offset}, widened: exact for every value, subnormals and infinities too. */
  static float at(MemorySegment source, long offset) {
    return Float.float16ToFloat(source.get(BITS, offset));
  }

  @Override
  public float largest() {
    return 65504;
  }

  @Override
  public void encode(float[] source, int at, int count, MemorySegment target, long offset) {
    for (int i = 0; i < count; i++) {
      target.set(BITS, offset + 2L * i, Float.floatToFloat16(source[at + i]));
    }
  }
}
