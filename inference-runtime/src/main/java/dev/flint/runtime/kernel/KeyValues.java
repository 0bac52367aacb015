package dev.flint.runtime.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Memory for keys and values in fixed pages of {@value #PAGE} tokens: {@code [page, layer, key or
 * value, kvHead]} and there, so that a vector lane is a key for scores and a dimension for sums,
 * keys as {@code [headDim, slot]} and values as {@code [slot, headDim]}. Memory is taken in slabs
 * of a few pages when a page is first written.
 *
 * <p>Numbers are kept as F32, as F16, or as Q8_0: bytes in the same order, followed by
 * half-precision scales, one per 32 dimensions of a slot, {@code [headDim / 32, slot]} for keys and
 * {@code [slot, headDim / 32]} for values. A head takes the same memory in either order.
 */
public final class KeyValues implements AutoCloseable {
  /** Tokens in a page, and keys in an attention tile. */
  public static final int PAGE = 32;

  private static final int SLAB = 8;
  private static final ValueLayout.OfFloat SINGLE = ValueLayout.JAVA_FLOAT;
  private static final ValueLayout.OfShort HALF = ValueLayout.JAVA_SHORT;
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment[] slabs;
  private final int layers;
  private final int kvHeads;
  private final int headDim;
  private final CacheFormat format;

  /** A cache of floats. */
  public KeyValues(int layers, int pages, int kvHeads, int headDim) {
    this(layers, pages, kvHeads, headDim, CacheFormat.F32);
  }

  /**
   * A cache in that format.
   *
   * @throws IllegalArgumentException where heads are no whole blocks
   */
  public KeyValues(int layers, int pages, int kvHeads, int headDim, CacheFormat format) {
    if (headDim % format.block() != 0) {
      throw new IllegalArgumentException(
          "keys of %d values cannot be kept as %s".formatted(headDim, format));
    }
    this.slabs = new MemorySegment[(pages + SLAB - 1) / SLAB];
    this.layers = layers;
    this.kvHeads = kvHeads;
    this.headDim = headDim;
    this.format = format;
    Arrays.fill(slabs, MemorySegment.NULL);
  }

  /** Bytes of one page of one layer. */
  public static long pageBytes(int kvHeads, int headDim, CacheFormat format) {
    return 2L * kvHeads * format.bytes((long) PAGE * headDim);
  }

  /** The memory that holds a page; {@link #keys} and {@link #values} are offsets in it. */
  public MemorySegment memory(int page) {
    return slabs[page / SLAB];
  }

  /** Values of a head. */
  public int headDim() {
    return headDim;
  }

  /** How numbers are kept. */
  public CacheFormat format() {
    return format;
  }

  /** Byte offset of the keys of a head in a page. */
  public long keys(int layer, int page, int head) {
    return ((((long) (page % SLAB) * layers + layer) * 2) * kvHeads + head) * headBytes();
  }

  /** Byte offset of the values of a head in a page. */
  public long values(int layer, int page, int head) {
    return keys(layer, page, head) + kvHeads * headBytes();
  }

  /** Byte offset of the scales from the beginning of a head in a Q8_0 cache. */
  public long scales() {
    return (long) PAGE * headDim;
  }

  /**
   * Makes sure that a page has memory. One thread calls it before others store.
   *
   * @throws OutOfMemoryError where there is none
   */
  public void reserve(int page) {
    if (slabs[page / SLAB].byteSize() == 0) {
      slabs[page / SLAB] = arena.allocate(SLAB * layers * pageBytes(kvHeads, headDim, format), 64);
    }
  }

  /** Stores one token's keys and values of all heads, in a page that is reserved. */
  public void store(int layer, int page, int slot, float[] keys, float[] values, int at) {
    MemorySegment memory = memory(page);
    for (int head = 0; head < kvHeads; head++) {
      int from = at + head * headDim;
      // element (slot, d): keys at d * PAGE + slot, values at slot * headDim + d
      place(memory, keys(layer, page, head), keys, from, slot, PAGE);
      place(memory, values(layer, page, head), values, from, slot * headDim, 1);
    }
  }

  /** Writes one head's numbers, {@code step} elements apart from element {@code first} on. */
  private void place(MemorySegment memory, long base, float[] x, int from, int first, int step) {
    switch (format) {
      case F32 -> {
        for (int d = 0; d < headDim; d++) {
          memory.set(SINGLE, base + 4L * (first + d * step), x[from + d]);
        }
      }
      case F16 -> {
        for (int d = 0; d < headDim; d++) {
          short half = Float.floatToFloat16(x[from + d]);
          memory.set(HALF, base + 2L * (first + d * step), half);
        }
      }
      case Q8_0 -> {
        int block = format.block();
        int firstScale = step == 1 ? first / block : first;
        for (int b = 0; b < headDim / block; b++) {
          long scale = base + scales() + 2L * (firstScale + b * step);
          float inverse = scale(memory, scale, x, from + b * block, block);
          for (int d = b * block; d < (b + 1) * block; d++) {
            byte code = (byte) Math.rint(x[from + d] * inverse);
            memory.set(BYTE, base + first + d * step, code);
          }
        }
      }
    }
  }

  /** Reads a head's key, or its value, of one slot: for backends without haste. */
  public void read(boolean key, int layer, int page, int head, int slot, float[] into) {
    MemorySegment memory = memory(page);
    long base = key ? keys(layer, page, head) : values(layer, page, head);
    int first = key ? slot : slot * headDim;
    int step = key ? PAGE : 1;
    for (int d = 0; d < headDim; d++) {
      int at = first + d * step;
      into[d] =
          switch (format) {
            case F32 -> memory.get(SINGLE, base + 4L * at);
            case F16 -> Float.float16ToFloat(memory.get(HALF, base + 2L * at));
            case Q8_0 -> {
              int block = d / format.block();
              int scale = (key ? first : first / format.block()) + block * step;
              yield memory.get(BYTE, base + at)
                  * Float.float16ToFloat(memory.get(HALF, base + scales() + 2L * scale));
            }
          };
    }
  }

  /** Stores the scale of a block and gives the factor that makes integers of its values. */
  private static float scale(MemorySegment memory, long at, float[] x, int from, int block) {
    float largest = 0;
    boolean finite = true;
    for (int d = from; d < from + block; d++) {
      finite &= Float.isFinite(x[d]);
      largest = Math.max(largest, Math.abs(x[d]));
    }
    boolean zero = !finite || largest < Activations.TINY;
    float scale = !finite ? Float.NaN : zero ? 0 : largest / 127f;
    memory.set(HALF, at, Float.floatToFloat16(scale));
    return zero ? 0 : 127f / largest;
  }

  private long headBytes() {
    return format.bytes((long) PAGE * headDim);
  }

  @Override
  public void close() {
    arena.close();
  }
}
