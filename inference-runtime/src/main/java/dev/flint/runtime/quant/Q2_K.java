package dev.flint.runtime.quant;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;

/** 256 two-bit values in sixteen groups with 4-bit scales and minima: w = d * sc * q - dmin * m. */
public record Q2_K() implements Quantized {
  private static final int LENGTH = 256;
  private static final int GROUP = 16;
  private static final int BYTES = 84;
  // 16 bytes stand first, one per group: its scale below, its minimum above.
  private static final int QUANTS = 16;
  private static final int SCALE = 80;
  private static final int MINIMUM_SCALE = 82;

  @Override
  public String label() {
    return "Q2_K";
  }

  @Override
  public int ggmlId() {
    return 10;
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
    return GROUP;
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
    for (int half = 0; half < 2; half++) {
      for (int j = 0; j < 32; j++) {
        int four = source.get(JAVA_BYTE, offset + QUANTS + 32L * half + j);
        int at = 128 * half + j;
        q[at] = (byte) (four & 3);
        q[at + 32] = (byte) (four >> 2 & 3);
        q[at + 64] = (byte) (four >> 4 & 3);
        q[at + 96] = (byte) (four >> 6 & 3);
      }
    }
  }

  @Override
  public void unpackScales(MemorySegment source, long offset, Scales scales) {
    scales.d = F16.at(source, offset + SCALE);
    scales.dmin = F16.at(source, offset + MINIMUM_SCALE);
    for (int group = 0; group < LENGTH / GROUP; group++) {
      int both = source.get(JAVA_BYTE, offset + group);
      scales.scales[group] = both & 0xF;
      scales.mins[group] = both >> 4 & 0xF;
    }
  }

  @Override
  public void decode(MemorySegment source, long offset, float[] target, int at, int count) {
    for (int done = 0; done < count; done += LENGTH, offset += BYTES) {
      float d = F16.at(source, offset + SCALE);
      float dmin = F16.at(source, offset + MINIMUM_SCALE);
      for (int group = 0; group < LENGTH / GROUP; group++) {
        int both = source.get(JAVA_BYTE, offset + group);
        float scale = d * (both & 0xF);
        float minimum = dmin * (both >> 4 & 0xF);
        // Each half of the block has 32 bytes, which eight groups share: two bits of each byte.
        long quants = offset + QUANTS + 32L * (group / 8) + 16L * (group % 2);
        int shift = group % 8 / 2 * 2;
        for (int j = 0; j < GROUP; j++) {
          int q = source.get(JAVA_BYTE, quants + j) >> shift & 3;
          target[at + done + GROUP * group + j] = scale * q - minimum;
        }
      }
    }
  }
}
