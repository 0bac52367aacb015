package dev.flint.runtime.kernel.vector;

import static dev.flint.runtime.kernel.Bands.ROWS;
import static dev.flint.runtime.kernel.vector.Width.NARROW;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Dot products of one column with a block of Q6_K: a word of upper bits serves two words of nibbles
 * and four groups. As {@link NibbleDots} otherwise.
 */
final class SixDots {
  private static final VectorSpecies<Float> FLOATS = NARROW.withLanes(float.class);
  private static final int[] NIBBLE = NibbleDots.filled(0x000f000f);
  private static final int[] UPPER = NibbleDots.filled(0x00300030);
  private static final int TOPS = 128 * ROWS;
  private static final short ZERO = -32;

  private SixDots() {}

  /** One vector of rows from {@code row} on: {@code out[group, row]}, exact integers. */
  static void of(MemorySegment w, long at, int row, float[] x, int pair, int sum, float[] out) {
    IntVector mask = IntVector.fromArray(NARROW, NIBBLE, 0);
    IntVector upper = IntVector.fromArray(NARROW, UPPER, 0);
    for (int run = 0; run < 4; run++) {
      int g = run / 2 * 8 + run % 2;
      FloatVector y = FloatVector.broadcast(FLOATS, x[sum + g]);
      ShortVector s0 = y.reinterpretAsShorts().mul(ZERO);
      y = FloatVector.broadcast(FLOATS, x[sum + g + 2]);
      ShortVector s1 = y.reinterpretAsShorts().mul(ZERO);
      y = FloatVector.broadcast(FLOATS, x[sum + g + 4]);
      ShortVector s2 = y.reinterpretAsShorts().mul(ZERO);
      y = FloatVector.broadcast(FLOATS, x[sum + g + 6]);
      ShortVector s3 = y.reinterpretAsShorts().mul(ZERO);
      long word = at + (run / 2 * 64 + run % 2 * 16) * ROWS + 4 * row;
      long top = at + TOPS + run * 16 * ROWS + 4 * row;
      int p = pair + 8 * g;
      for (int round = 8; round != 0; round >>= 1) {
        IntVector t = IntVector.fromMemorySegment(NARROW, w, top, LITTLE_ENDIAN);
        IntVector v = IntVector.fromMemorySegment(NARROW, w, word, LITTLE_ENDIAN);
        IntVector code = v.and(mask).or(t.lanewise(LSHL, 4).and(upper));
        y = FloatVector.broadcast(FLOATS, x[p]);
        s0 = s0.add(code.reinterpretAsShorts().mul(y.reinterpretAsShorts()));
        code = v.lanewise(LSHR, 8).and(mask).or(t.lanewise(LSHR, 4).and(upper));
        y = FloatVector.broadcast(FLOATS, x[p + 1]);
        s0 = s0.add(code.reinterpretAsShorts().mul(y.reinterpretAsShorts()));
        code = v.lanewise(LSHR, 4).and(mask).or(t.and(upper));
        y = FloatVector.broadcast(FLOATS, x[p + 32]);
        s2 = s2.add(code.reinterpretAsShorts().mul(y.reinterpretAsShorts()));
        code = v.lanewise(LSHR, 12).and(mask).or(t.lanewise(LSHR, 8).and(upper));
        y = FloatVector.broadcast(FLOATS, x[p + 33]);
        s2 = s2.add(code.reinterpretAsShorts().mul(y.reinterpretAsShorts()));
        v = IntVector.fromMemorySegment(NARROW, w, word + 32 * ROWS, LITTLE_ENDIAN);
        code = v.and(mask).or(t.lanewise(LSHL, 2).and(upper));
        y = FloatVector.broadcast(FLOATS, x[p + 16]);
        s1 = s1.add(code.reinterpretAsShorts().mul(y.reinterpretAsShorts()));
        code = v.lanewise(LSHR, 8).and(mask).or(t.lanewise(LSHR, 6).and(upper));
        y = FloatVector.broadcast(FLOATS, x[p + 17]);
        s1 = s1.add(code.reinterpretAsShorts().mul(y.reinterpretAsShorts()));
        code = v.lanewise(LSHR, 4).and(mask).or(t.lanewise(LSHR, 2).and(upper));
        y = FloatVector.broadcast(FLOATS, x[p + 48]);
        s3 = s3.add(code.reinterpretAsShorts().mul(y.reinterpretAsShorts()));
        code = v.lanewise(LSHR, 12).and(mask).or(t.lanewise(LSHR, 10).and(upper));
        y = FloatVector.broadcast(FLOATS, x[p + 49]);
        s3 = s3.add(code.reinterpretAsShorts().mul(y.reinterpretAsShorts()));
        word += 4 * ROWS;
        top += 4 * ROWS;
        p += 2;
      }
      int to = g * ROWS + row;
      IntVector i = s0.reinterpretAsInts();
      i = i.lanewise(LSHL, 16).lanewise(ASHR, 16).add(i.lanewise(ASHR, 16));
      ((FloatVector) i.convert(I2F, 0)).intoArray(out, to);
      i = s1.reinterpretAsInts();
      i = i.lanewise(LSHL, 16).lanewise(ASHR, 16).add(i.lanewise(ASHR, 16));
      ((FloatVector) i.convert(I2F, 0)).intoArray(out, to + 2 * ROWS);
      i = s2.reinterpretAsInts();
      i = i.lanewise(LSHL, 16).lanewise(ASHR, 16).add(i.lanewise(ASHR, 16));
      ((FloatVector) i.convert(I2F, 0)).intoArray(out, to + 4 * ROWS);
      i = s3.reinterpretAsInts();
      i = i.lanewise(LSHL, 16).lanewise(ASHR, 16).add(i.lanewise(ASHR, 16));
      ((FloatVector) i.convert(I2F, 0)).intoArray(out, to + 6 * ROWS);
    }
  }
}
