package dev.flint.runtime.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Memory for keys and values in fixed pages of {@value #PAGE} tokens: {@code [page, layer, key or
 * value, kvHead, slot, headDim]} floats, so that the keys of one head in one page are one run.
 * Memory is taken in slabs of a few pages when a page is first written.
 */
public final class KeyValues implements AutoCloseable {
  /** Tokens in a page, and keys in an attention tile. */
  public static final int PAGE = 32;

  private static final int SLAB = 8;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment[] slabs;
  private final int layers;
  private final int kvHeads;
  private final int headDim;

  public KeyValues(int layers, int pages, int kvHeads, int headDim) {
    this.slabs = new MemorySegment[(pages + SLAB - 1) / SLAB];
    this.layers = layers;
    this.kvHeads = kvHeads;
    this.headDim = headDim;
    Arrays.fill(slabs, MemorySegment.NULL);
  }

  /** Bytes of one page of one layer. */
  public static long pageBytes(int kvHeads, int headDim) {
    return 2L * kvHeads * PAGE * headDim * Float.BYTES;
  }

  /** The memory that holds a page; {@link #keys} and {@link #values} are offsets in it. */
  public MemorySegment memory(int page) {
    return slabs[page / SLAB];
  }

  /** Values of a head. */
  public int headDim() {
    return headDim;
  }

  /** Byte offset of the keys of a head in a page. */
  public long keys(int layer, int page, int head) {
    return ((((long) (page % SLAB) * layers + layer) * 2) * kvHeads + head) * headBytes();
  }

  /** Byte offset of the values of a head in a page. */
  public long values(int layer, int page, int head) {
    return keys(layer, page, head) + kvHeads * headBytes();
  }

  /** Stores one token's keys and values of all heads. */
  public void store(int layer, int page, int slot, float[] keys, float[] values, int at) {
    if (slabs[page / SLAB].byteSize() == 0) {
      slabs[page / SLAB] = arena.allocate(SLAB * layers * pageBytes(kvHeads, headDim), 64);
    }
    MemorySegment memory = memory(page);
    long inHead = (long) slot * headDim * Float.BYTES;
    for (int head = 0; head < kvHeads; head++) {
      int from = at + head * headDim;
      MemorySegment.copy(
          keys, from, memory, ValueLayout.JAVA_FLOAT, keys(layer, page, head) + inHead, headDim);
      MemorySegment.copy(
          values,
          from,
          memory,
          ValueLayout.JAVA_FLOAT,
          values(layer, page, head) + inHead,
          headDim);
    }
  }

  private long headBytes() {
    return (long) PAGE * headDim * Float.BYTES;
  }

  @Override
  public void close() {
    arena.close();
  }
}
