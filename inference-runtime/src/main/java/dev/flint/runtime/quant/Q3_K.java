package dev.flint.runtime.quant;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;

/** 256 three-bit values in sixteen groups with 6-bit scales: w = d * (sc - 32) * (q - 4). */
public record Q3_K() implements Quantized {
  private static final int LENGTH = 256;
  private static final int GROUP = 16;
  private static final int ZERO = 4;
  private static final int BYTES = 110;
  // 32 bytes of top bits stand first: bit b of byte j belongs to value 32 * b + j.
  private static final int QUANTS = 32;
  private static final int GROUP_SCALES = 96;
  private static final int SCALE = 108;

  @Override
  public String label() {
    return "Q3_K";
  }

  @Override
  public int ggmlId() {
    return 11;
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
    return false;
  }

  @Override
  public int zero() {
    return ZERO;
  }

  @Override
  public int halfAt() {
    return SCALE;
  }

  @Override
  public void unpackValues(MemorySegment source, long offset, byte[] q) {
    for (int half = 0; half < 2; half++) {
      for (int j = 0; j < 32; j++) {
        int four = source.get(JAVA_BYTE, offset + QUANTS + 32L * half + j);
        int top = source.get(JAVA_BYTE, offset + j) >> 4 * half;
        int at = 128 * half + j;
        q[at] = (byte) ((four & 3 | (top & 1) << 2) - ZERO);
        q[at + 32] = (byte) ((four >> 2 & 3 | (top >> 1 & 1) << 2) - ZERO);
        q[at + 64] = (byte) ((four >> 4 & 3 | (top >> 2 & 1) << 2) - ZERO);
        q[at + 96] = (byte) ((four >> 6 & 3 | (top >> 3 & 1) << 2) - ZERO);
      }
    }
  }

  @Override
  public void unpackScales(MemorySegment source, long offset, Scales scales) {
    scales.d = F16.at(source, offset + SCALE);
    for (int group = 0; group < LENGTH / GROUP; group++) {
      scales.scales[group] = scale(source, offset + GROUP_SCALES, group);
    }
  }

  @Override
  public void decode(MemorySegment source, long offset, float[] target, int at, int count) {
    for (int done = 0; done < count; done += LENGTH, offset += BYTES) {
      float d = F16.at(source, offset + SCALE);
      for (int group = 0; group < LENGTH / GROUP; group++) {
        float scale = d * scale(source, offset + GROUP_SCALES, group);
        // Each half of the block has 32 bytes, which eight groups share: two bits of each byte.
        int within = GROUP * (group % 2);
        long quants = offset + QUANTS + 32L * (group / 8) + within;
        int shift = group % 8 / 2 * 2;
        for (int j = 0; j < GROUP; j++) {
          int low = source.get(JAVA_BYTE, quants + j) >> shift & 3;
          int top = source.get(JAVA_BYTE, offset + within + j) >> group / 2 & 1;
          target[at + done + GROUP * group + j] = scale * ((low | top << 2) - ZERO);
        }
      }
    }
  }

  // Twelve bytes hold sixteen scales of six bits: the low four of the first eight groups as low
  // nibbles of bytes 0 to 7, of the others as their high nibbles; the top two in bytes 8 to 11,
  // where bits 2n and 2n + 1 belong to groups 4n to 4n + 3.
  private static int scale(MemorySegment source, long packed, int group) {
    int low = source.get(JAVA_BYTE, packed + group % 8) >> group / 8 * 4 & 0xF;
    int top = source.get(JAVA_BYTE, packed + 8 + group % 4) >> group / 4 * 2 & 3;
    return (low | top << 4) - 32;
  }
}
