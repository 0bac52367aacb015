package dev.flint.runtime.kernel.nativ;

import dev.flint.runtime.kernel.Activations;
import dev.flint.runtime.kernel.Bands;
import dev.flint.runtime.kernel.Kernels;
import dev.flint.runtime.kernel.KeyValues;
import dev.flint.runtime.kernel.Layout;
import dev.flint.runtime.kernel.Rotation;
import dev.flint.runtime.kernel.Span;
import dev.flint.runtime.kernel.Tensor;
import dev.flint.runtime.quant.Quantized;

/** The contract of {@link Kernels}: what takes time in C, the rest as another backend does it. */
final class NativeKernels implements Kernels {
  // As attend.c has room for.
  private static final int MOST_QUERIES = 1024;
  private static final int MOST_DIM = 256;

  private final Kernels rest;
  private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);

  NativeKernels(Kernels rest) {
    this.rest = rest;
  }

  @Override
  public void quantize(Activations x, int from, int to) {
    Calls.quantize(
        scratch.get(), x.values, x.q, x.scales, x.sums, x.offsets16, x.offsets32, from, to);
  }

  @Override
  public void multiply(
      Tensor weights, int slice, Activations x, int from, int to, float[] out, int stride) {
    int id = weights.format().ggmlId();
    if (!(weights.format() instanceof Quantized)) {
      long at = weights.data().address() + weights.rowOffset(slice, from);
      Calls.dense(
          scratch.get(), id, at, to - from, x.columns(), x.width(), x.values, out, from, stride);
      return;
    }
    boolean woven = weights.layout() == Layout.BANDS;
    long offset =
        woven ? weights.bandOffset(slice, from / Bands.ROWS) : weights.rowOffset(slice, from);
    Calls.product(
        scratch.get(),
        id,
        woven,
        weights.data().address() + offset,
        to - from,
        x.columns(),
        x.width(),
        x.q,
        x.scales,
        x.sums,
        x.offsets16,
        x.offsets32,
        out,
        from,
        stride);
  }

  @Override
  public void attend(float[] q, Span span, float scale, float[] out) {
    KeyValues cache = span.cache;
    if (cache.headDim() > MOST_DIM || span.heads * span.tokens > MOST_QUERIES) {
      rest.attend(q, span, scale, out);
      return;
    }
    int count = (span.first + span.tokens + KeyValues.PAGE - 1) / KeyValues.PAGE;
    Scratch kept = scratch.get();
    long[] keys = kept.pages(count);
    long values = 0;
    for (int i = 0; i < count; i++) {
      int page = span.pages[i];
      long offset = cache.keys(span.layer, page, span.kvHead);
      values = cache.values(span.layer, page, span.kvHead) - offset;
      keys[i] = cache.memory(page).address() + offset;
    }
    Calls.attend(
        kept,
        cache.format().ordinal(),
        q,
        out,
        keys,
        values,
        cache.headDim(),
        span.heads,
        span.tokens,
        span.first,
        span.at,
        span.stride,
        scale);
  }

  @Override
  public void normalize(float[] x, int at, float[] weight, float epsilon, float[] out, int outAt) {
    rest.normalize(x, at, weight, epsilon, out, outAt);
  }

  @Override
  public void center(
      float[] x, int at, float[] weight, float[] bias, float epsilon, float[] out, int outAt) {
    rest.center(x, at, weight, bias, epsilon, out, outAt);
  }

  @Override
  public void rotate(float[] x, int at, Rotation rotation, float[] angles, int anglesAt) {
    rest.rotate(x, at, rotation, angles, anglesAt);
  }

  @Override
  public void gate(float[] gate, float[] up, int at, int count) {
    rest.gate(gate, up, at, count);
  }

  @Override
  public void gelu(float[] x, int at, int count) {
    rest.gelu(x, at, count);
  }

  @Override
  public void add(float[] x, float[] y, int at, int count) {
    rest.add(x, y, at, count);
  }

  @Override
  public void addScaled(float factor, float[] y, int yAt, float[] x, int at, int count) {
    rest.addScaled(factor, y, yAt, x, at, count);
  }

  @Override
  public void softmax(float[] x, int at, int count) {
    rest.softmax(x, at, count);
  }
}
