package dev.flint.runtime.quant;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** 32 five-bit values with a half-precision scale and offset: w = d * q + m, so dmin = -m. */
public record Q5_1() implements Quantized {
  private static final ValueLayout.OfInt WORD =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int LENGTH = 32;
  private static final int HALF = LENGTH / 2; // value j and value j + 16 share a byte
  private static final int BYTES = 24; // d, m, 32 top bits, 16 bytes of nibbles;
  private static final int TOP_BITS = 4; // a word: bit j belongs to value j
  private static final int QUANTS = 8;

  @Override
  public String label() {
    return "Q5_1";
  }

  @Override
  public int ggmlId() {
    return 7;
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
    int top = source.get(WORD, offset + TOP_BITS);
    for (int j = 0; j < HALF; j++) {
      int pair = source.get(JAVA_BYTE, offset + QUANTS + j);
      q[j] = (byte) (low(pair, top, j));
      q[j + HALF] = (byte) (high(pair, top, j));
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
      int top = source.get(WORD, offset + TOP_BITS);
      for (int j = 0; j < HALF; j++) {
        int pair = source.get(JAVA_BYTE, offset + QUANTS + j);
        target[at + done + j] = low(pair, top, j) * d + m;
        target[at + done + j + HALF] = high(pair, top, j) * d + m;
      }
    }
  }

  /** Value {@code j} of the block, 0 to 31. */
  private static int low(int pair, int top, int j) {
    return pair & 0xF | (top >> j & 1) << 4;
  }

  /** Value {@code j + 16} of the block, 0 to 31. */
  private static int high(int pair, int top, int j) {
    return pair >> 4 & 0xF | (top >> j + HALF & 1) << 4;
  }
}
