package dev.flint.runtime.bench;

import dev.flint.runtime.kernel.Activations;
import dev.flint.runtime.kernel.Backend;
import dev.flint.runtime.kernel.Bands;
import dev.flint.runtime.kernel.Kernels;
import dev.flint.runtime.kernel.KeyValues;
import dev.flint.runtime.kernel.Layout;
import dev.flint.runtime.kernel.Span;
import dev.flint.runtime.kernel.Tensor;
import dev.flint.runtime.quant.Format;
import dev.flint.runtime.quant.Formats;
import dev.flint.runtime.quant.Quantized;
import dev.flint.runtime.weights.TensorType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Single kernels on one thread, everything in cache as far as it fits. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class KernelBenchmark {
  private static final int WIDTH = 2048;

  private static Kernels kernels(String backend) {
    return Backend.choose(backend).kernels();
  }

  private static void fill(float[] values) {
    Random random = new Random(1);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
  }

  /** A matrix of 2048 by 2048 and so many columns. */
  @State(Scope.Benchmark)
  public static class Product {
    @Param("auto")
    public String backend = "auto";

    @Param({
      "Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q8_0", "Q2_K", "Q3_K", "Q4_K", "Q5_K", "Q6_K", "F16", "BF16",
      "F32"
    })
    public String format = "Q4_0";

    @Param({"1", "8", "512"})
    public int columns = 1;

    /** How quantised formats lie; the others have rows only. */
    @Param("BANDS")
    public String layout = "BANDS";

    private Kernels kernels = kernels("scalar");
    private Activations x = new Activations(1);
    private Tensor weights = tensor("F32");
    private float[] out = {};

    /** Random weights and inputs. */
    @Setup(Level.Trial)
    public void prepare() {
      kernels = kernels(backend);
      x = new Activations(columns * WIDTH).shape(columns, WIDTH);
      fill(x.values);
      weights = laid(tensor(format), Layout.valueOf(layout));
      out = new float[columns * WIDTH];
      kernels.quantize(x, 0, x.count());
    }

    private static Tensor tensor(String label) {
      Format format = Formats.byLabel(label).orElseThrow();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try {
        RandomBlocks.write(TensorType.valueOf(label), (long) WIDTH * WIDTH, 1, bytes);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      MemorySegment data = Arena.ofAuto().allocate(bytes.size(), 64);
      MemorySegment.copy(bytes.toByteArray(), 0, data, ValueLayout.JAVA_BYTE, 0, bytes.size());
      return new Tensor(label, format, 1, WIDTH, WIDTH, data);
    }

    private static Tensor laid(Tensor rows, Layout layout) {
      if (layout == Layout.ROWS || !(rows.format() instanceof Quantized)) {
        return rows;
      }
      MemorySegment woven = Arena.ofAuto().allocate(Bands.bytes(rows), 64);
      for (int band = 0; band < Bands.count(WIDTH); band++) {
        Bands.weave(rows, 0, band, woven, Bands.ROWS * rows.rowBytes() * band);
      }
      return new Tensor(rows.name(), rows.format(), 1, WIDTH, WIDTH, Layout.BANDS, woven);
    }
  }

  /** One query head of 64 over so many keys. */
  @State(Scope.Benchmark)
  public static class Heads {
    private static final int DIM = 64;

    @Param("auto")
    public String backend = "auto";

    @Param({"64", "512", "4096"})
    public int keys = 64;

    private Kernels kernels = kernels("scalar");
    private KeyValues cache = new KeyValues(1, 1, 1, DIM);
    private Span span = new Span(cache);
    private final float[] query = new float[DIM];
    private final float[] out = new float[DIM];

    /** Random queries, keys and values. */
    @Setup(Level.Trial)
    public void prepare() {
      kernels = kernels(backend);
      fill(query);
      float[] row = new float[DIM];
      int[] pages = IntStream.range(0, keys / KeyValues.PAGE).toArray();
      cache = new KeyValues(1, pages.length, 1, DIM);
      for (int i = 0; i < keys; i++) {
        fill(row);
        cache.reserve(i / KeyValues.PAGE);
        cache.store(0, i / KeyValues.PAGE, i % KeyValues.PAGE, row, row, 0);
      }
      span = new Span(cache);
      span.pages = pages;
      span.first = keys - 1;
    }

    /** Gives the memory back. */
    @TearDown(Level.Trial)
    public void close() {
      cache.close();
    }
  }

  /** {@code out = weights · x}, inputs already quantised. */
  @Benchmark
  public float[] multiply(Product product) {
    product.kernels.multiply(product.weights, 0, product.x, 0, WIDTH, product.out, WIDTH);
    return product.out;
  }

  /** Quantises the inputs; one format stands for all. */
  @Benchmark
  public Activations quantize(Product product) {
    product.kernels.quantize(product.x, 0, product.x.count());
    return product.x;
  }

  /** Attention of one head. */
  @Benchmark
  public float[] attend(Heads heads) {
    heads.kernels.attend(heads.query, heads.span, 0.125f, heads.out);
    return heads.out;
  }
}
