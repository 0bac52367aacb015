package dev.flint.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flint.runtime.quant.Format;
import dev.flint.runtime.quant.Quantized;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** The vector backend gives the oracle's bits, for shapes and values that nobody chose. */
final class BackendsAgreeTest {
  static final List<Format> FORMATS = RandomTensors.FORMATS;

  private final Kernels oracle = Backend.choose("scalar").kernels();
  private final Kernels vector = Backend.choose("vector").kernels();

  @ParameterizedTest
  @FieldSource("FORMATS")
  void products(Format format) {
    for (int seed = 0; seed < 60; seed++) {
      RandomTensors random = new RandomTensors(seed);
      int cols = cols(format, random);
      int rows = random.upTo(37);
      int columns = random.upTo(9);
      Tensor weights = random.weights(format, 2, rows, cols);
      Activations x = random.activations(columns, cols);
      if (format instanceof Quantized) {
        oracle.quantize(x, 0, x.count());
        if (random.upTo(2) == 1) {
          weights = RandomTensors.woven(weights);
        }
      }
      int from = (random.upTo(rows) - 1) / Bands.ROWS * Bands.ROWS;
      int stride = rows + 3;
      float[] expected = new float[columns * stride];
      float[] actual = new float[columns * stride];
      oracle.multiply(weights, 1, x, from, rows, expected, stride);
      if (format instanceof Quantized) {
        vector.quantize(x, 0, x.count());
      }
      vector.multiply(weights, 1, x, from, rows, actual, stride);
      assertSame(actual, expected, "seed " + seed);
    }
  }

  /** A whole number of blocks; 1 to 4,098 where a block is one value. */
  private static int cols(Format format, RandomTensors random) {
    return format.blockLength() * random.upTo(format.blockLength() == 1 ? 4098 : 12);
  }

  @Test
  void quantisedActivations() {
    for (int seed = 0; seed < 200; seed++) {
      RandomTensors random = new RandomTensors(seed);
      Activations x = random.activations(random.upTo(4), 32 * random.upTo(10));
      if (seed % 10 == 0) {
        x.values[random.upTo(x.values.length) - 1] =
            seed % 20 == 0 ? Float.NaN : Float.NEGATIVE_INFINITY;
      }
      Activations y = new Activations(x.values.length).shape(x.columns(), x.width());
      System.arraycopy(x.values, 0, y.values, 0, x.values.length);
      oracle.quantize(x, 0, x.count());
      int cut = 32 * (random.upTo(x.count() / 32) - 1);
      vector.quantize(y, cut, y.count());
      vector.quantize(y, 0, cut);
      assertThat(y.q).as("seed " + seed).isEqualTo(x.q);
      assertSame(y.scales, x.scales, "scales, seed " + seed);
      assertThat(y.sums).as("seed " + seed).isEqualTo(x.sums);
      assertSame(y.offsets16, x.offsets16, "offsets of 16, seed " + seed);
      assertSame(y.offsets32, x.offsets32, "offsets of 32, seed " + seed);
    }
  }

  @Test
  void elementwise() {
    for (int seed = 0; seed < 200; seed++) {
      RandomTensors random = new RandomTensors(seed);
      int count = random.upTo(300);
      float[] x = random.values(count + 5);
      float[] y = random.values(count + 5);
      float[] weight = random.values(count);
      for (var operation :
          List.<Operation>of(
              (kernels, a) -> kernels.add(a, y, 3, count),
              (kernels, a) -> kernels.gate(a, y, 3, count),
              (kernels, a) -> kernels.gelu(a, 3, count),
              (kernels, a) -> kernels.center(x, 1, weight, y, 1e-5f, a, 4),
              (kernels, a) -> kernels.softmax(a, 3, count),
              (kernels, a) -> kernels.addScaled(1.7f, y, 2, a, 3, count),
              (kernels, a) -> kernels.normalize(x, 1, weight, 1e-5f, a, 4))) {
        float[] expected = x.clone();
        float[] actual = x.clone();
        operation.on(oracle, expected);
        operation.on(vector, actual);
        assertSame(actual, expected, "seed " + seed);
      }
    }
  }

  private interface Operation {
    void on(Kernels kernels, float[] values);
  }

  @ParameterizedTest
  @EnumSource
  void attention(CacheFormat format) {
    for (int seed = 0; seed < 60; seed++) {
      RandomTensors random = new RandomTensors(seed);
      int headDim = format.block() * random.upTo(130 / format.block());
      int length = random.upTo(150);
      int pages = (length + KeyValues.PAGE - 1) / KeyValues.PAGE;
      try (KeyValues cache = new KeyValues(2, pages + 3, 3, headDim, format)) {
        Span span = new Span(cache);
        span.layer = 1;
        span.kvHead = 2;
        span.heads = random.upTo(5);
        span.tokens = random.upTo(Math.min(20, length));
        span.first = length - span.tokens;
        span.at = 7;
        span.stride = span.heads * headDim + 3;
        span.pages = java.util.stream.IntStream.range(0, pages).map(i -> pages + 2 - i).toArray();
        for (int i = 0; i < length; i++) {
          float[] keys = random.values(3 * headDim);
          float[] values = random.values(3 * headDim);
          cache.reserve(span.pages[i / KeyValues.PAGE]);
          cache.store(1, span.pages[i / KeyValues.PAGE], i % KeyValues.PAGE, keys, values, 0);
        }
        float[] q = random.values(7 + span.tokens * span.stride);
        float[] expected = new float[q.length];
        float[] actual = new float[q.length];
        oracle.attend(q, span, 0.3f, expected);
        vector.attend(q, span, 0.3f, actual);
        assertSame(actual, expected, "seed " + seed);
      }
    }
  }

  /** Equal bits; any not-a-number equals any other. */
  private static void assertSame(float[] actual, float[] expected, String what) {
    int[] bits = new int[actual.length];
    int[] wanted = new int[expected.length];
    Arrays.setAll(bits, i -> Float.floatToIntBits(actual[i]));
    Arrays.setAll(wanted, i -> Float.floatToIntBits(expected[i]));
    assertThat(bits).as(what).isEqualTo(wanted);
  }
}
