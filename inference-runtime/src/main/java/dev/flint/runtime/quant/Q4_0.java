package dev.flint.runtime.quant;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;

/** 32 nibbles and one half-precision scale: w = d * (q - 8). */
public record Q4_0() implements Encoder, Quantized {
  private static final int LENGTH = 32;
  private static final int HALF = LENGTH / 2; // value j and value j + 16 share a byte
  private static final int BYTES = 18; // scale, then 16 bytes of nibbles

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
    return 8;
  }

  @Override
  public int halfAt() {
    return 0;
  }

  @Override
  public void unpackValues(MemorySegment source, long offset, byte[] q) {
    for (int j = 0; j < HALF; j++) {
      int pair = source.get(JAVA_BYTE, offset + 2 + j);
      q[j] = (byte) ((pair & 0xF) - 8);
      q[j + HALF] = (byte) ((pair >> 4 & 0xF) - 8);
    }
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
      for (int j = 0; j < HALF; j++) {
        int pair = source.get(JAVA_BYTE, offset + 2 + j);
        target[at + done + j] = ((pair & 0xF) - 8) * d;
        target[at + done + j + HALF] = ((pair >> 4 & 0xF) - 8) * d;
      }
    }
  }

  @Override
  public float largest() {
    return 65504f * 8;
  }

  @Override
  public void encode(float[] source, int at, int count, MemorySegment target, long offset) {
    for (int done = 0; done < count; done += LENGTH, offset += BYTES) {
      // The value of largest magnitude becomes exactly -8, whatever its sign: the one code that
      // has no positive twin is never wasted.
      float d = largest(source, at + done) / -8;
      float inverse = d == 0 ? 0 : 1 / d;
      target.set(F16.BITS, offset, Float.floatToFloat16(d));
      for (int j = 0; j < HALF; j++) {
        int low = code(source[at + done + j] * inverse);
        int high = code(source[at + done + j + HALF] * inverse);
        target.set(JAVA_BYTE, offset + 2 + j, (byte) (low | high << 4));
      }
    }
  }

  private static float largest(float[] source, int at) {
    float largest = 0;
    for (int j = 0; j < LENGTH; j++) {
      if (Math.abs(source[at + j]) > Math.abs(largest)) {
        largest = source[at + j];
      }
    }
    return largest;
  }

  private static int code(float scaled) {
    return Math.min(15, (int) (scaled + 8.5f));
  }
}
