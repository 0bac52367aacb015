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
      case Q4_0 -> half(bytes, at, DEVIATION / 4.6f);
      case Q5_0 -> half(bytes, at, DEVIATION / 9.2f);
      case Q8_0 -> half(bytes, at, DEVIATION / 74f);
      case Q4_K -> { // six-bit scales and minima; the minimum cancels the mean of the codes
        half(bytes, at, DEVIATION / 254f);
        half(bytes, at + 2, DEVIATION / 254f * 7.5f);
      }
      case Q6_K -> half(bytes, at + 208, DEVIATION / 1370f);
      default -> throw new IllegalArgumentException("no random blocks of type " + type);
    }
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
