package dev.flint.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flint.runtime.quant.Format;
import dev.flint.runtime.quant.Quantized;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Every backend gives the oracle's bits, for shapes and values that nobody chose. */
final class BackendsAgreeTest {
  static final List<Format> FORMATS = RandomTensors.FORMATS;

  /** All that run here, but for the oracle. */
  static final List<Backend> BACKENDS =
      ServiceLoader.load(Backend.class).stream()
          .map(ServiceLoader.Provider::get)
          .filter(backend -> backend.supported() && !backend.name().equals("scalar"))
          .toList();

  private final Kernels oracle = Backend.choose("scalar").kernels();

  @Test
  void theVectorApiIsPresent() {
    assertThat(BACKENDS).extracting(Backend::name).contains("vector");
  }

  @ParameterizedTest
  @FieldSource("FORMATS")
  void products(Format format) {
    for (int seed = 0; seed < 60; seed++) {
      RandomTensors random = new RandomTensors(seed);
      product(format, cols(format, random, 12), random.upTo(37), random.upTo(9), random, seed);
    }
  }

  @ParameterizedTest
  @FieldSource("FORMATS")
  void wideProducts(Format format) {
    for (int seed = 0; seed < 8; seed++) {
      RandomTensors random = new RandomTensors(seed);
      int cols = cols(format, random, 4096 / format.blockLength());
      product(format, cols, 48 + random.upTo(50), random.upTo(70), random, seed);
    }
  }

  private void product(
      Format format, int cols, int rows, int columns, RandomTensors random, int seed) {
    boolean quantized = format instanceof Quantized;
    Tensor weights = random.weights(format, 2, rows, cols);
    Activations x = random.activations(columns, cols);
    int stride = rows + 3;
    int from = (random.upTo(rows) - 1) / Bands.ROWS * Bands.ROWS;
    float[] expected = new float[columns * stride];
    if (quantized) {
      oracle.quantize(x, 0, x.count());
    }
    oracle.multiply(weights, 1, x, from, rows, expected, stride);
    if (quantized && random.upTo(2) == 1) {
      weights = RandomTensors.woven(weights);
    }
    int cut = quantized ? 32 * (random.upTo(x.count() / 32) - 1) : 0;
    for (Backend backend : BACKENDS) {
      Kernels kernels = backend.kernels();
      float[] actual = new float[columns * stride];
      if (quantized) {
        kernels.quantize(x, cut, x.count());
        kernels.quantize(x, 0, cut);
      }
      kernels.multiply(weights, 1, x, from, rows, actual, stride);
      assertSame(actual, expected, backend.name() + ", seed " + seed);
    }
  }

  /** A whole number of blocks, so many at most; 1 to 4,098 where a block is one value. */
  private static int cols(Format format, RandomTensors random, int blocks) {
    return format.blockLength() * random.upTo(format.blockLength() == 1 ? 4098 : blocks);
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
      oracle.quantize(x, 0, x.count());
      int cut = 32 * (random.upTo(x.count() / 32) - 1);
      for (Backend backend : BACKENDS) {
        Activations y = new Activations(x.values.length).shape(x.columns(), x.width());
        System.arraycopy(x.values, 0, y.values, 0, x.values.length);
        backend.kernels().quantize(y, cut, y.count());
        backend.kernels().quantize(y, 0, cut);
        String what = backend.name() + ", seed " + seed;
        assertThat(y.q).as(what).isEqualTo(x.q);
        assertSame(y.scales, x.scales, "scales, " + what);
        assertThat(y.sums).as(what).isEqualTo(x.sums);
        assertSame(y.offsets16, x.offsets16, "offsets of 16, " + what);
        assertSame(y.offsets32, x.offsets32, "offsets of 32, " + what);
      }
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
        operation.on(oracle, expected);
        for (Backend backend : BACKENDS) {
          float[] actual = x.clone();
          operation.on(backend.kernels(), actual);
          assertSame(actual, expected, backend.name() + ", seed " + seed);
        }
      }
    }
  }

  @Test
  void rotation() {
    for (int seed = 0; seed < 100; seed++) {
      RandomTensors random = new RandomTensors(seed);
      int dim = 2 * random.upTo(70);
      Rotation how = new Rotation(random.upTo(3), dim, random.upTo(dim / 2), seed % 2 == 0);
      float[] x = random.values(how.heads() * dim + 4);
      float[] angles = random.values(2 * how.pairs() + 6);
      float[] expected = x.clone();
      oracle.rotate(expected, 3, how, angles, 6);
      for (Backend backend : BACKENDS) {
        float[] actual = x.clone();
        backend.kernels().rotate(actual, 3, how, angles, 6);
        assertSame(actual, expected, backend.name() + ", seed " + seed);
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
        oracle.attend(q, span, 0.3f, expected);
        for (Backend backend : BACKENDS) {
          float[] actual = new float[q.length];
          backend.kernels().attend(q, span, 0.3f, actual);
          assertSame(actual, expected, backend.name() + ", seed " + seed);
        }
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
