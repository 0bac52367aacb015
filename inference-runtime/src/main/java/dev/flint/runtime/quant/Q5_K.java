package dev.flint.runtime.quant;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;

/** 256 five-bit values in eight groups with 6-bit scales and minima: w = d * sc * q - dmin * m. */
public record Q5_K() implements Quantized {
  private static final int LENGTH = 256;
  private static final int GROUP = 32;
  private static final int BYTES = 176;
  // d and dmin stand first, two bytes each.
  private static final int SCALES = 4;
  private static final int TOP_BITS = 16; // bit g of byte j belongs to value j of group g
  private static final int QUANTS = 48;

  @Override
  public String label() {
    return "Q5_K";
  }

  @Override
  public int ggmlId() {
    return 13;
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
    for (int group = 0; group < LENGTH / GROUP; group++) {
      for (int j = 0; j < GROUP; j++) {
        q[GROUP * group + j] = (byte) quant(source, offset, group, j);
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
      for (int group = 0; group < LENGTH / GROUP; group++) {
        float scale = d * SixBits.scale(source, offset + SCALES, group);
        float minimum = dmin * SixBits.minimum(source, offset + SCALES, group);
        for (int j = 0; j < GROUP; j++) {
          int q = quant(source, offset, group, j);
          target[at + done + GROUP * group + j] = scale * q - minimum;
        }
      }
    }
  }

  /** Value {@code j} of a group of the block at {@code offset}, 0 to 31. */
  private static int quant(MemorySegment source, long offset, int group, int j) {
    // Two groups of 32 share 32 bytes: the even one has the low nibbles.
    int low = source.get(JAVA_BYTE, offset + QUANTS + 32L * (group / 2) + j);
    int top = source.get(JAVA_BYTE, offset + TOP_BITS + j);
    return low >> group % 2 * 4 & 0xF | (top >> group & 1) << 4;
  }
}
