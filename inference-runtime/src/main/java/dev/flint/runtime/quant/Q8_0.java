package dev.flint.runtime.quant;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;

/** 32 signed bytes and one half-precision scale: w = d * q. */
public record Q8_0() implements Encoder, Quantized {
  private static final int LENGTH = 32;
  private static final int BYTES = 34; // scale, then 32 bytes

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
    return LENGTH;
  }

  @Override
  public int blockBytes() {
    return BYTES;
  }

  @Override
  public int groupLength() {
    return LENGTH;
  }

  @Override
  public boolean hasMins() {
    return false;
  }

  @Override
  public int zero() {
    return 128;
  }

  @Override
  public int halfAt() {
    return 0;
  }

  @Override
  public void unpackValues(MemorySegment source, long offset, byte[] q) {
    MemorySegment.copy(source, JAVA_BYTE, offset + 2, q, 0, LENGTH);
  }

  @Override
  public void unpackScales(MemorySegment source, long offset, Scales scales) {
    scales.d = F16.at(source, offset);
    scales.scales[0] = 1;
  }

  @Override
  public void decode(MemorySegment source, long offset, float[] target, int at, int count) {
    for (int done = 0; done < count; done += LENGTH, offset += BYTES) {
      float d = F16.at(source, offset);
      for (int j = 0; j < LENGTH; j++) {
        target[at + done + j] = source.get(JAVA_BYTE, offset + 2 + j) * d;
      }
    }
  }

  @Override
  public float largest() {
    return 65504f * 127;
  }

  @Override
  public void encode(float[] source, int at, int count, MemorySegment target, long offset) {
    for (int done = 0; done < count; done += LENGTH, offset += BYTES) {
      float largest = 0;
      for (int j = 0; j < LENGTH; j++) {
        largest = Math.max(largest, Math.abs(source[at + done + j]));
      }
      float d = largest / 127;
      float inverse = d == 0 ? 0 : 1 / d;
      target.set(F16.BITS, offset, Float.floatToFloat16(d));
      for (int j = 0; j < LENGTH; j++) {
        target.set(JAVA_BYTE, offset + 2 + j, (byte) round(source[at + done + j] * inverse));
      }
    }
  }

  /** To the nearest, halves away from zero, as C's {@code roundf}; the sum in double is exact. */
  private static int round(float value) {
    int magnitude = (int) (Math.abs((double) value) + 0.5);
    return value < 0 ? -magnitude : magnitude;
  }
}
