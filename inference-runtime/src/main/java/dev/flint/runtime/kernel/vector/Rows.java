package dev.flint.runtime.kernel.vector;

import dev.flint.runtime.quant.F16;
import dev.flint.runtime.quant.F32;
import dev.flint.runtime.quant.Format;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Stored numbers to floats, by loops that the compiler makes vectors of. */
final class Rows {
  private static final ValueLayout.OfShort HALF =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat SINGLE =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private Rows() {}

  /** A run of a row of an unquantised format; {@code halves} is room for as many. */
  static void read(
      Format format, MemorySegment w, long at, short[] halves, float[] to, int toAt, int count) {
    if (format instanceof F32) {
      MemorySegment.copy(w, SINGLE, at, to, toAt, count);
      return;
    }
    if (format instanceof F16) {
      widen(w, at, to, toAt, count);
    } else {
      MemorySegment.copy(w, HALF, at, halves, 0, count);
      for (int i = 0; i < count; i++) {
        to[toAt + i] = Float.intBitsToFloat(halves[i] << 16);
      }
    }
  }

  private static void widen(MemorySegment from, long at, float[] to, int toAt, int count) {
    for (int i = 0; i < count; i++) {
      to[toAt + i] = Float.float16ToFloat(from.get(HALF, at + 2L * i));
    }
  }

  /** Half precision to single, exactly. */
  static void widen(short[] from, int at, float[] to, int toAt, int count) {
    for (int i = 0; i < count; i++) {
      to[toAt + i] = Float.float16ToFloat(from[at + i]);
    }
  }
}
