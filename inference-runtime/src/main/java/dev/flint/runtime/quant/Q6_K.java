package dev.flint.runtime.quant;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;

/** 256 six-bit values in sixteen groups with 8-bit scales: w = d * sc * (q - 32). */
public record Q6_K() implements Quantized {
  private static final int LENGTH = 256;
  private static final int GROUP = 16;
  private static final int BYTES = 210;
  // 128 bytes of low nibbles stand first.
  private static final int TOP_BITS = 128;
  private static final int GROUP_SCALES = 192;
  private static final int SCALE = 208;

  @Override
  public String label() {
    return "Q6_K";
  }

  @Override
  public int ggmlId() {
    return 14;
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
    return 32;
  }

  @Override
  public int halfAt() {
    return SCALE;
  }

  @Override
  public void unpackValues(MemorySegment source, long offset, byte[] q) {
    for (int half = 0; half < 2; half++) {
      long low = offset + 64L * half;
      long high = offset + TOP_BITS + 32L * half;
      for (int j = 0; j < 32; j++) {
        int first = source.get(JAVA_BYTE, low + j);
        int second = source.get(JAVA_BYTE, low + 32 + j);
        int top = source.get(JAVA_BYTE, high + j);
        int at = 128 * half + j;
        q[at] = (byte) ((first & 0xF | (top & 3) << 4) - 32);
        q[at + 32] = (byte) ((second & 0xF | (top >> 2 & 3) << 4) - 32);
        q[at + 64] = (byte) ((first >> 4 & 0xF | (top >> 4 & 3) << 4) - 32);
        q[at + 96] = (byte) ((second >> 4 & 0xF | (top >> 6 & 3) << 4) - 32);
      }
    }
  }

  @Override
  public void unpackScales(MemorySegment source, long offset, Scales scales) {
    scales.d = F16.at(source, offset + SCALE);
    for (int group = 0; group < LENGTH / GROUP; group++) {
      scales.scales[group] = source.get(JAVA_BYTE, offset + GROUP_SCALES + group);
    }
  }

  @Override
  public void decode(MemorySegment source, long offset, float[] target, int at, int count) {
    for (int done = 0; done < count; done += LENGTH, offset += BYTES) {
      float d = F16.at(source, offset + SCALE);
      for (int group = 0; group < 16; group++) {
        float scale = d * source.get(JAVA_BYTE, offset + GROUP_SCALES + group);
        for (int j = 0; j < 16; j++) {
          int i = 16 * group + j;
          target[at + done + i] = scale * (quant(source, offset, i) - 32);
        }
      }
    }
  }

  /** Value {@code i} of the block at {@code offset}, 0 to 63. */
  private static int quant(MemorySegment source, long offset, int i) {
    int half = i / 128; // each half of the block has 64 bytes of nibbles and 32 of top bits
    int quarter = i % 128 / 32;
    int j = i % 32;
    int low = source.get(JAVA_BYTE, offset + 64L * half + quarter % 2 * 32 + j);
    int high = source.get(JAVA_BYTE, offset + TOP_BITS + 32L * half + j);
    return (low >> quarter / 2 * 4 & 0xF) | (high >> 2 * quarter & 3) << 4;
  }
}
