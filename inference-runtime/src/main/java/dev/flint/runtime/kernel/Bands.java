package dev.flint.runtime.kernel;

import dev.flint.runtime.quant.Quantized;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * The layout in which a lane is a row. {@value #ROWS} rows make a band. Every block is a string of
 * 4-byte words and at most one 2-byte half ({@link Quantized#halfAt}); the blocks that stand in the
 * same place of sixteen rows are woven together unit by unit, so that what lay at byte {@code o} of
 * the block of row {@code r} lies at byte {@code 16 o + 4 r} of the woven block ({@code 16 o + 2 r}
 * for the half). A band is the woven blocks of its rows in order. Bytes are only moved: the size
 * stays, and so does every bit.
 */
public final class Bands {
  /** Rows in a band: lanes of a 512-bit vector of words. */
  public static final int ROWS = 16;

  /** Bytes of woven blocks written before the next rows are read: they stay in the cache. */
  private static final int CHUNK = 32 << 10;

  private static final long LOW = 0xffff_ffffL;

  // The order of a file's bytes; on a machine with the other one, words would change places.
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private Bands() {}

  /** Bands that hold so many rows. */
  public static int count(int rows) {
    return (rows + ROWS - 1) / ROWS;
  }

  /** Bytes of a whole tensor in bands. */
  public static long bytes(Tensor tensor) {
    return tensor.rowBytes() * ROWS * count(tensor.rows()) * tensor.slices();
  }

  /**
   * Weaves one band of {@code rows}, a tensor in {@link Layout#ROWS}.
   *
   * @param target receives {@code 16 * rowBytes} bytes from {@code at} on; rows past the end are
   *     zeros or stay as they were
   */
  public static void weave(Tensor rows, int slice, int band, MemorySegment target, long at) {
    weave(rows, slice, band, 0, rows.cols() / rows.format().blockLength(), target, at);
  }

  /** Weaves {@code count} blocks of each row of a band, from block {@code first} on. */
  public static void weave(
      Tensor rows, int slice, int band, int first, int count, MemorySegment target, long at) {
    int bytes = rows.format().blockBytes();
    int last = Math.min(ROWS, rows.rows() - band * ROWS);
    int chunk = Math.max(1, CHUNK / (ROWS * bytes));
    for (int b = first; b < first + count; b += chunk) {
      int some = Math.min(chunk, first + count - b);
      long to = at + (long) ROWS * bytes * (b - first);
      for (int r = 0; r < last; r += 2) {
        long from = rows.rowOffset(slice, band * ROWS + r) + (long) b * bytes;
        // The last row of an odd number is its own partner: what it writes too much is zeroed.
        long partner = r + 1 < last ? rows.rowBytes() : 0;
        pair(rows, from, partner, some, target, to, r);
      }
    }
  }

  /** Weaves blocks of two neighbouring rows: two words of each are read, and written as pairs. */
  private static void pair(
      Tensor rows, long from, long partner, int count, MemorySegment target, long at, int r) {
    int half = ((Quantized) rows.format()).halfAt();
    int bytes = rows.format().blockBytes();
    int first = half == 0 ? 2 : 0;
    int words = bytes / Integer.BYTES;
    MemorySegment source = rows.data();
    long mask = partner == 0 ? 0 : -1;
    for (int b = 0; b < count; b++, from += bytes, at += (long) ROWS * bytes) {
      if (half >= 0) {
        int upper = (source.get(SHORT, from + partner + half) << 16) & (int) mask;
        int both = (source.get(SHORT, from + half) & 0xffff) | upper;
        target.set(INT, at + (long) ROWS * half + 2 * r, both);
      }
      long word = from + first;
      long lane = at + (long) ROWS * first + 4 * r;
      int w = 0;
      for (; w + 2 <= words; w += 2, word += 8, lane += 8 * ROWS) {
        long x = source.get(LONG, word);
        long y = source.get(LONG, word + partner) & mask;
        target.set(LONG, lane, (x & LOW) | (y << 32));
        target.set(LONG, lane + 4 * ROWS, (x >>> 32) | (y & ~LOW));
      }
      if (w < words) {
        long y = source.get(INT, word + partner) & mask;
        target.set(LONG, lane, (source.get(INT, word) & LOW) | (y << 32));
      }
    }
  }

  /** Takes one block of one row out of a tensor in bands, as it stood in the file. */
  static void unweave(Tensor bands, int slice, int row, int block, MemorySegment target) {
    int half = ((Quantized) bands.format()).halfAt();
    int bytes = bands.format().blockBytes();
    MemorySegment source = bands.data();
    int r = row % ROWS;
    long from = bands.bandOffset(slice, row / ROWS) + (long) ROWS * block * bytes;
    if (half >= 0) {
      target.set(SHORT, half, source.get(SHORT, from + (long) ROWS * half + 2 * r));
    }
    for (int o = half == 0 ? 2 : 0; o + 4 <= bytes; o += 4) {
      target.set(INT, o, source.get(INT, from + (long) ROWS * o + 4 * r));
    }
  }
}
