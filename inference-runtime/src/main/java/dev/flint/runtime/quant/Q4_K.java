package dev.flint.runtime.quant;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;

/** 256 nibbles in eight groups with 6-bit scales and minima: w = d * sc * q - dmin * m. */
public record Q4_K() implements Quantized {
  private static final int LENGTH = 256;
  private static final int GROUP = 32;
  private static final int BYTES = 144;
  // d and dmin stand first, two bytes each.
  private static final int SCALES = 4;
  private static final int QUANTS = 16;

  @Override
  public String label() {
    return "Q4_K";
  }

  @Override
  public int ggmlId() {
    return 12;
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
    for (int pair = 0; pair < LENGTH; pair += 2 * GROUP) {
      long nibbles = offset + QUANTS + pair / 2;
      for (int j = 0; j < GROUP; j++) {
        int both = source.get(JAVA_BYTE, nibbles + j);
        q[pair + j] = (byte) (both & 0xF);
        q[pair + GROUP + j] = (byte) (both >> 4 & 0xF);
      }
    }
  }

  @Override
  public void unpackScales(MemorySegment source, long offset, Scales scales) {
    scales.d = F16.at(source, offset);
    scales.dmin = F16.at(source, offset + 2);
    for (int group = 0; group < LENGTH / GROUP; group++) {
      scales.scales[group] = SixBits.scale(source, offset + SCALES, group);
      scales.mins[group] = SixBits.minimum(source, offset + SCALES, group);
    }
  }

  @Override
  public void decode(MemorySegment source, long offset, float[] target, int at, int count) {
    for (int done = 0; done < count; done += LENGTH, offset += BYTES) {
      float d = F16.at(source, offset);
      float dmin = F16.at(source, offset + 2);
      for (int group = 0; group < 8; group++) {
        float scale = d * SixBits.scale(source, offset + SCALES, group);
        float minimum = dmin * SixBits.minimum(source, offset + SCALES, group);
        // Two groups of 32 share 32 bytes: the even one has the low nibbles.
        long nibbles = offset + QUANTS + 32L * (group / 2);
        int shift = group % 2 * 4;
        for (int j = 0; j < 32; j++) {
          int q = source.get(JAVA_BYTE, nibbles + j) >> shift & 0xF;
          target[at + done + 32 * group + j] = scale * q - minimum;
        }
      }
    }
  }
}
