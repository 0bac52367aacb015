package dev.flint.runtime.kernel;

import dev.flint.runtime.quant.BF16;
import dev.flint.runtime.quant.F16;
import dev.flint.runtime.quant.F32;
import dev.flint.runtime.quant.Format;
import dev.flint.runtime.quant.Formats;
import dev.flint.runtime.quant.Q2_K;
import dev.flint.runtime.quant.Q3_K;
import dev.flint.runtime.quant.Q4_0;
import dev.flint.runtime.quant.Q4_1;
import dev.flint.runtime.quant.Q4_K;
import dev.flint.runtime.quant.Q5_0;
import dev.flint.runtime.quant.Q5_1;
import dev.flint.runtime.quant.Q5_K;
import dev.flint.runtime.quant.Q6_K;
import dev.flint.runtime.quant.Q8_0;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Random;

/**
 * Weights and activations that reach every corner: any code, any finite scale, denormals, zeros.
 */
final class RandomTensors {
  static final List<Format> FORMATS = Formats.ALL;

  private static final ValueLayout.OfShort HALF = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfFloat SINGLE = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private final Random random;

  RandomTensors(long seed) {
    random = new Random(seed);
  }

  int upTo(int most) {
    return 1 + random.nextInt(most);
  }

  Tensor weights(Format format, int slices, int rows, int cols) {
    byte[] bytes = new byte[Math.toIntExact(format.bytes((long) slices * rows * cols))];
    random.nextBytes(bytes);
    MemorySegment data = Arena.ofAuto().allocate(bytes.length, 64);
    data.copyFrom(MemorySegment.ofArray(bytes));
    for (long block = 0; block < bytes.length; block += format.blockBytes()) {
      switch (format) {
        case F32 _ -> data.set(SINGLE, block, value());
        case F16 _, Q8_0 _, Q5_0 _, Q4_0 _ -> data.set(HALF, block, half());
        case BF16 _ -> data.set(HALF, block, (short) (Float.floatToRawIntBits(value()) >>> 16));
        case Q5_1 _, Q5_K _, Q4_1 _, Q4_K _ -> halves(data, block);
        case Q6_K _ -> data.set(HALF, block + 208, half());
        case Q3_K _ -> data.set(HALF, block + 108, half());
        case Q2_K _ -> halves(data, block + 80);
      }
      if (random.nextInt(16) == 0) {
        data.asSlice(block, format.blockBytes()).fill((byte) 0);
      }
    }
    return new Tensor("random", format, slices, rows, cols, data);
  }

  /** The same weights in bands. */
  static Tensor woven(Tensor rows) {
    MemorySegment data = Arena.ofAuto().allocate(Bands.bytes(rows), 64);
    Tensor bands =
        new Tensor(
            rows.name(),
            rows.format(),
            rows.slices(),
            rows.rows(),
            rows.cols(),
            Layout.BANDS,
            data);
    for (int slice = 0; slice < rows.slices(); slice++) {
      for (int band = 0; band < Bands.count(rows.rows()); band++) {
        Bands.weave(rows, slice, band, data, bands.bandOffset(slice, band));
      }
    }
    return bands;
  }

  Activations activations(int columns, int width) {
    Activations x = new Activations(columns * width).shape(columns, width);
    for (int k = 0; k < columns * width; k++) {
      x.values[k] = value();
    }
    for (int k = 0; k + 64 < columns * width && random.nextBoolean(); k += 64) {
      java.util.Arrays.fill(x.values, k, k + 32, 0f);
    }
    return x;
  }

  float[] values(int count) {
    float[] values = new float[count];
    for (int k = 0; k < count; k++) {
      values[k] = value();
    }
    return values;
  }

  private void halves(MemorySegment data, long at) {
    data.set(HALF, at, half());
    data.set(HALF, at + 2, half());
  }

  /** Any number, seldom an infinity or not a number. */
  private short half() {
    short bits = (short) random.nextInt();
    boolean finite = (bits & 0x7c00) != 0x7c00;
    return finite || random.nextInt(200) == 0
        ? bits
        : Float.floatToFloat16((float) random.nextGaussian());
  }

  private float value() {
    return switch (random.nextInt(40)) {
      case 0 -> 0f;
      case 1 -> -0f;
      case 2 -> (float) (random.nextGaussian() * 1e4);
      case 3 -> (float) (random.nextGaussian() * 1e-39);
      default -> (float) random.nextGaussian();
    };
  }
}
