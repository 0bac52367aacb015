package dev.flint.runtime.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.flint.runtime.quant.Quantized;
import java.lang.foreign.MemorySegment;

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
   *     left as they are
   */
  public static void weave(Tensor rows, int slice, int band, MemorySegment target, long at) {
    weave(rows, slice, band, 0, rows.cols() / rows.format().blockLength(), target, at);
  }

  /** Weaves {@code count} blocks of each row of a band, from block {@code first} on. */
  public static void weave(
      Tensor rows, int slice, int band, int first, int count, MemorySegment target, long at) {
    int half = ((Quantized) rows.format()).halfAt();
    int bytes = rows.format().blockBytes();
    MemorySegment source = rows.data();
    int last = Math.min(ROWS, rows.rows() - band * ROWS);
    for (int r = 0; r < last; r++) {
      long from = rows.rowOffset(slice, band * ROWS + r) + (long) first * bytes;
      long to = at;
      for (int b = 0; b < count; b++, from += bytes, to += (long) ROWS * bytes) {
        if (half >= 0) {
          target.set(
              JAVA_SHORT_UNALIGNED,
              to + (long) ROWS * half + 2 * r,
              source.get(JAVA_SHORT_UNALIGNED, from + half));
        }
        for (int o = half == 0 ? 2 : 0; o + 4 <= bytes; o += 4) {
          target.set(
              JAVA_INT_UNALIGNED,
              to + (long) ROWS * o + 4 * r,
              source.get(JAVA_INT_UNALIGNED, from + o));
        }
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
      target.set(
          JAVA_SHORT_UNALIGNED,
          half,
          source.get(JAVA_SHORT_UNALIGNED, from + (long) ROWS * half + 2 * r));
    }
    for (int o = half == 0 ? 2 : 0; o + 4 <= bytes; o += 4) {
      target.set(
          JAVA_INT_UNALIGNED, o, source.get(JAVA_INT_UNALIGNED, from + (long) ROWS * o + 4 * r));
    }
  }
}
