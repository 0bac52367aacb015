package dev.flint.runtime.bench;

import dev.flint.runtime.weights.TensorType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Bytes that decode to weights of about N(0, 0.02): random codes under fixed scales, so nothing has
 * to be quantised.
 */
final class RandomBlocks {
  private static final float DEVIATION = 0.02f;
  private static final int CHUNK = 4096; // blocks

  /** Half-precision Gaussian numbers, drawn from by index. */
  private static final short[] GAUSSIAN = gaussian();

  private RandomBlocks() {}

  /** Writes {@code values} values of a type. */
  static void write(TensorType type, long values, long seed, OutputStream out) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    int size = type.blockBytes();
    long blocks = values / type.blockLength();
    byte[] chunk = new byte[CHUNK * size];
    for (long done = 0; done < blocks; done += CHUNK) {
      int count = (int) Math.min(CHUNK, blocks - done);
      random.nextBytes(chunk);
      for (int block = 0; block < count; block++) {
        scale(type, chunk, block * size);
      }
      out.write(chunk, 0, count * size);
    }
  }

  /** Puts the scales over the random codes of a block, at the place that ggml gives them. */
  private static void scale(TensorType type, byte[] bytes, int at) {
    switch (type) {
      case F16 -> half(bytes, at, GAUSSIAN[(bytes[at] & 255) | (bytes[at + 1] & 255) << 8]);
      case BF16 -> bytes[at + 1] = (byte) (bytes[at + 1] & 0x80 | 0x3c); // 0.008 to 0.03
      case F32 -> bytes[at + 3] = (byte) (bytes[at + 3] & 0x80 | 0x3c);
      case Q4_0 -> half(bytes, at, DEVIATION / 4.6f);
      case Q5_0 -> half(bytes, at, DEVIATION / 9.2f);
      case Q8_0 -> half(bytes, at, DEVIATION / 74);
      case Q4_1 -> halves(bytes, at, DEVIATION / 4.6f, -7.5f); // a minimum cancels the codes' mean
      case Q5_1 -> halves(bytes, at, DEVIATION / 9.2f, -15.5f);
      case Q2_K -> halves(bytes, at + 80, DEVIATION / 14, 1.5f);
      case Q3_K -> half(bytes, at + 108, DEVIATION / 42);
      case Q4_K -> halves(bytes, at, DEVIATION / 254, 7.5f);
      case Q5_K -> halves(bytes, at, DEVIATION / 520, 15.5f);
      case Q6_K -> half(bytes, at + 208, DEVIATION / 1370);
      default -> throw new IllegalArgumentException("no random blocks of type " + type);
    }
  }

  private static void halves(byte[] bytes, int at, float scale, float minimum) {
    half(bytes, at, scale);
    half(bytes, at + 2, scale * minimum);
  }

  private static void half(byte[] bytes, int at, float value) {
    half(bytes, at, Float.floatToFloat16(value));
  }

  private static void half(byte[] bytes, int at, short bits) {
    bytes[at] = (byte) bits;
    bytes[at + 1] = (byte) (bits >> 8);
  }

  private static short[] gaussian() {
    Random random = new Random(1);
    short[] halves = new short[1 << 16];
    for (int i = 0; i < halves.length; i++) {
      halves[i] = Float.floatToFloat16((float) random.nextGaussian() * DEVIATION);
    }
    return halves;
  }
}
