package dev.flint.runtime.kernel.vector;

import dev.flint.runtime.kernel.CacheFormat;
import dev.flint.runtime.kernel.KeyValues;
import dev.flint.runtime.kernel.Span;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * One page of one head as floats: keys {@code [dim, slot]}, values {@code [slot, dim]} with rows
 * rounded up to whole vectors. Slots that nobody has written hold whatever was there. Plain loops
 * that the compiler makes vectors of.
 */
final class Page {
  static final int SLOTS = KeyValues.PAGE;
  private static final int BLOCK = CacheFormat.Q8_0.block();

  float[] keys = {};
  float[] values = {};
  private short[] halves = {};
  private byte[] codes = {};
  private float[] scales = {};
  private int dim;
  private int stride;

  /** From one slot to the next in the values of heads of that length. */
  static int stride(int dim) {
    return (dim + SLOTS - 1) / SLOTS * SLOTS;
  }

  void load(Span span, int page) {
    dim = span.cache.headDim();
    stride = stride(dim);
    if (keys.length < SLOTS * dim) {
      keys = new float[SLOTS * dim];
      values = new float[SLOTS * stride];
      halves = new short[SLOTS * dim];
      codes = new byte[SLOTS * dim];
      scales = new float[SLOTS * dim];
    }
    MemorySegment memory = span.cache.memory(page);
    long keysAt = span.cache.keys(span.layer, page, span.kvHead);
    long valuesAt = span.cache.values(span.layer, page, span.kvHead);
    switch (span.cache.format()) {
      case F32 -> singles(memory, keysAt, valuesAt);
      case F16 -> halves(memory, keysAt, valuesAt);
      case Q8_0 -> blocks(memory, keysAt, valuesAt);
    }
  }

  private void singles(MemorySegment memory, long keysAt, long valuesAt) {
    MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT, keysAt, keys, 0, SLOTS * dim);
    for (int j = 0; j < SLOTS; j++) {
      long from = valuesAt + 4L * j * dim;
      MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT, from, values, j * stride, dim);
    }
  }

  private void halves(MemorySegment memory, long keysAt, long valuesAt) {
    MemorySegment.copy(memory, ValueLayout.JAVA_SHORT, keysAt, halves, 0, SLOTS * dim);
    Rows.widen(halves, 0, keys, 0, SLOTS * dim);
    MemorySegment.copy(memory, ValueLayout.JAVA_SHORT, valuesAt, halves, 0, SLOTS * dim);
    for (int j = 0; j < SLOTS; j++) {
      Rows.widen(halves, j * dim, values, j * stride, dim);
    }
  }

  private void blocks(MemorySegment memory, long keysAt, long valuesAt) {
    blocks(memory, keysAt);
    for (int d = 0; d < dim; d++) {
      scale(codes, d * SLOTS, scales, d / BLOCK * SLOTS, keys);
    }
    blocks(memory, valuesAt);
    for (int at = 0; at < SLOTS * dim; at += BLOCK) {
      scale(codes, at, scales[at / BLOCK], values, at / dim * stride + at % dim);
    }
  }

  private void blocks(MemorySegment memory, long at) {
    int count = SLOTS * dim / BLOCK;
    MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, at, codes, 0, SLOTS * dim);
    MemorySegment.copy(memory, ValueLayout.JAVA_SHORT, at + SLOTS * dim, halves, 0, count);
    Rows.widen(halves, 0, scales, 0, count);
  }

  private static void scale(byte[] codes, int at, float[] by, int byAt, float[] out) {
    for (int j = 0; j < SLOTS; j++) {
      out[at + j] = codes[at + j] * by[byAt + j];
    }
  }

  private static void scale(byte[] codes, int at, float by, float[] out, int to) {
    for (int d = 0; d < BLOCK; d++) {
      out[to + d] = codes[at + d] * by;
    }
  }
}
