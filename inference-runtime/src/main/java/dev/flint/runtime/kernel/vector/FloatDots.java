package dev.flint.runtime.kernel.vector;

import static dev.flint.runtime.kernel.vector.Width.NARROW;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.S2I;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Dot products of one stored row with one column, in sixteen lanes, straight from memory. */
final class FloatDots {
  private static final VectorSpecies<Float> FLOATS = NARROW.withLanes(float.class);
  private static final VectorSpecies<Short> HALVES =
      VectorSpecies.of(short.class, VectorShape.forBitSize(NARROW.vectorBitSize() / 2));
  private static final int N = NARROW.length();

  /** 112 more in the exponent, subnormals included. */
  private static final float MEND = 0x1p112f;

  private FloatDots() {}

  /**
   * Singles.
   *
   * @param count a multiple of sixteen
   */
  static void singles(MemorySegment w, long at, int count, float[] x, int xAt, float[] lanes) {
    for (int i = 0; i < Lanes.COUNT; i += 2 * N) {
      FloatVector s0 = FloatVector.zero(FLOATS);
      FloatVector s1 = FloatVector.zero(FLOATS);
      for (int k = i; k < count; k += Lanes.COUNT) {
        FloatVector a = FloatVector.fromMemorySegment(FLOATS, w, at + 4L * k, LITTLE_ENDIAN);
        s0 = a.fma(FloatVector.fromArray(FLOATS, x, xAt + k), s0);
        a = FloatVector.fromMemorySegment(FLOATS, w, at + 4L * (k + N), LITTLE_ENDIAN);
        s1 = a.fma(FloatVector.fromArray(FLOATS, x, xAt + k + N), s1);
      }
      s0.intoArray(lanes, i);
      s1.intoArray(lanes, i + N);
    }
  }

  /** Upper halves of singles. */
  static void uppers(MemorySegment w, long at, int count, float[] x, int xAt, float[] lanes) {
    for (int i = 0; i < Lanes.COUNT; i += 2 * N) {
      FloatVector s0 = FloatVector.zero(FLOATS);
      FloatVector s1 = FloatVector.zero(FLOATS);
      for (int k = i; k < count; k += Lanes.COUNT) {
        ShortVector h = ShortVector.fromMemorySegment(HALVES, w, at + 2L * k, LITTLE_ENDIAN);
        IntVector a = ((IntVector) h.convertShape(S2I, NARROW, 0)).lanewise(LSHL, 16);
        s0 = a.reinterpretAsFloats().fma(FloatVector.fromArray(FLOATS, x, xAt + k), s0);
        h = ShortVector.fromMemorySegment(HALVES, w, at + 2L * (k + N), LITTLE_ENDIAN);
        a = ((IntVector) h.convertShape(S2I, NARROW, 0)).lanewise(LSHL, 16);
        s1 = a.reinterpretAsFloats().fma(FloatVector.fromArray(FLOATS, x, xAt + k + N), s1);
      }
      s0.intoArray(lanes, i);
      s1.intoArray(lanes, i + N);
    }
  }

  /**
   * Half precision, as in {@link Halves} but for infinities and not-a-numbers.
   *
   * @return false where the row has one of those, and the lanes do not count
   */
  static boolean halves(MemorySegment w, long at, int count, float[] x, int xAt, float[] lanes) {
    int largest = 0;
    for (int i = 0; i < Lanes.COUNT; i += 2 * N) {
      FloatVector s0 = FloatVector.zero(FLOATS);
      FloatVector s1 = FloatVector.zero(FLOATS);
      IntVector most = IntVector.zero(NARROW);
      for (int k = i; k < count; k += Lanes.COUNT) {
        ShortVector h = ShortVector.fromMemorySegment(HALVES, w, at + 2L * k, LITTLE_ENDIAN);
        IntVector a = (IntVector) h.convertShape(S2I, NARROW, 0);
        IntVector m = a.and(Halves.MAGNITUDE).lanewise(LSHL, Halves.MOVE);
        most = most.max(m);
        m = m.reinterpretAsFloats().mul(MEND).reinterpretAsInts().or(a.and(Halves.SIGN));
        s0 = m.reinterpretAsFloats().fma(FloatVector.fromArray(FLOATS, x, xAt + k), s0);
        h = ShortVector.fromMemorySegment(HALVES, w, at + 2L * (k + N), LITTLE_ENDIAN);
        a = (IntVector) h.convertShape(S2I, NARROW, 0);
        m = a.and(Halves.MAGNITUDE).lanewise(LSHL, Halves.MOVE);
        most = most.max(m);
        m = m.reinterpretAsFloats().mul(MEND).reinterpretAsInts().or(a.and(Halves.SIGN));
        s1 = m.reinterpretAsFloats().fma(FloatVector.fromArray(FLOATS, x, xAt + k + N), s1);
      }
      s0.intoArray(lanes, i);
      s1.intoArray(lanes, i + N);
      largest = Math.max(largest, most.reduceLanes(VectorOperators.MAX));
    }
    return largest < Halves.SPECIAL;
  }
}
