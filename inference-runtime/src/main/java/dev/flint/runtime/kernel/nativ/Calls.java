package dev.flint.runtime.kernel.nativ;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.invoke.MethodHandle;

/**
 * The functions of the library, as its sources declare them. Handles are constants, so that a call
 * costs a few nanoseconds and allocates nothing.
 */
final class Calls {
  private static final Library LIBRARY = Library.present().orElseThrow();

  private static final MethodHandle PRODUCT =
      LIBRARY.kernel(
          "product", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS,
          ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, JAVA_LONG);

  private static final MethodHandle DENSE =
      LIBRARY.kernel(
          "dense", JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG,
          JAVA_LONG);

  private static final MethodHandle QUANTIZE =
      LIBRARY.kernel(
          "quantize", ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, JAVA_LONG);

  private static final MethodHandle ATTEND =
      LIBRARY.kernel(
          "attend",
          JAVA_INT,
          ADDRESS,
          ADDRESS,
          ADDRESS,
          JAVA_LONG,
          JAVA_INT,
          JAVA_INT,
          JAVA_INT,
          JAVA_INT,
          JAVA_LONG,
          JAVA_LONG,
          JAVA_FLOAT);

  private Calls() {}

  static void product(
      Scratch scratch,
      int format,
      boolean woven,
      long weights,
      int rows,
      int columns,
      long width,
      byte[] q,
      float[] scales,
      int[] sums,
      float[] offsets16,
      float[] offsets32,
      float[] out,
      long at,
      long stride) {
    try {
      PRODUCT.invokeExact(
          format,
          woven ? 1 : 0,
          weights,
          rows,
          columns,
          width,
          scratch.view(q),
          scratch.view(scales),
          scratch.view(sums),
          scratch.view(offsets16),
          scratch.view(offsets32),
          scratch.view(out),
          at,
          stride);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static void dense(
      Scratch scratch,
      int format,
      long weights,
      int rows,
      int columns,
      long width,
      float[] x,
      float[] out,
      long at,
      long stride) {
    try {
      DENSE.invokeExact(
          format, weights, rows, columns, width, scratch.view(x), scratch.view(out), at, stride);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static void quantize(
      Scratch scratch,
      float[] x,
      byte[] q,
      float[] scales,
      int[] sums,
      float[] offsets16,
      float[] offsets32,
      long from,
      long to) {
    try {
      QUANTIZE.invokeExact(
          scratch.view(x),
          scratch.view(q),
          scratch.view(scales),
          scratch.view(sums),
          scratch.view(offsets16),
          scratch.view(offsets32),
          from,
          to);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static void attend(
      Scratch scratch,
      int format,
      float[] q,
      float[] out,
      long[] keys,
      long values,
      int headDim,
      int heads,
      int tokens,
      int first,
      long at,
      long stride,
      float scale) {
    try {
      ATTEND.invokeExact(
          format,
          scratch.view(q),
          scratch.view(out),
          scratch.view(keys),
          values,
          headDim,
          heads,
          tokens,
          first,
          at,
          stride,
          scale);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  private static IllegalStateException failed(Throwable e) {
    return new IllegalStateException("a native kernel could not be called", e);
  }
}
