package dev.flint.runtime.quant;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;

/** 32 nibbles with a half-precision scale and offset: w = d * q + m, so dmin = -m. */
public record Q4_1() implements Quantized {
  private static final int LENGTH = 32;
  private static final int HALF = LENGTH / 2; // value j and value j + 16 share a byte
  private static final int BYTES = 20; // d, m, then 16 bytes of nibbles
  private static final int QUANTS = 4;

  @Override
  public String label() {
    return "Q4_1";
  }

  @Override
  public int ggmlId() {
    return 3;
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
    return true;
  }

  @Override
  public int zero() {
    return 0;
  }

  @Override
  public int halfAt() {
    return -1;
  }

  @Override
  public void unpackValues(MemorySegment source, long offset, byte[] q) {
    for (int j = 0; j < HALF; j++) {
      int pair = source.get(JAVA_BYTE, offset + QUANTS + j);
      q[j] = (byte) (pair & 0xF);
      q[j + HALF] = (byte) (pair >> 4 & 0xF);
    }
  }

  @Override
  public void unpackScales(MemorySegment source, long offset, Scales scales) {
    scales.d = F16.at(source, offset);
    scales.scales[0] = 1;
    scales.dmin = -F16.at(source, offset + 2);
    scales.mins[0] = 1;
  }

  @Override
  public void decode(MemorySegment source, long offset, float[] target, int at, int count) {
    for (int done = 0; done < count; done += LENGTH, offset += BYTES) {
      float d = F16.at(source, offset);
      float m = F16.at(source, offset + 2);
      for (int j = 0; j < HALF; j++) {
        int pair = source.get(JAVA_BYTE, offset + QUANTS + j);
        target[at + done + j] = (pair & 0xF) * d + m;
        target[at + done + j + HALF] = (pair >> 4 & 0xF) * d + m;
      }
    }
  }
}
