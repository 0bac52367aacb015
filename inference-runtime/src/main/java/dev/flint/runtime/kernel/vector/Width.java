package dev.flint.runtime.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** The vector width of this machine, and sums in sixteen virtual lanes on top of it. */
final class Width {
  /** 4, 8 or 16 floats. */
  static final VectorSpecies<Float> FLOATS =
      FloatVector.SPECIES_PREFERRED.length() > 16
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  /** Floats in a vector. */
  static final int LENGTH = FLOATS.length();

  /** As many integers. */
  static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);

  /** Half of its bits: as many shorts. */
  static final VectorSpecies<Short> HALVES =
      VectorSpecies.of(short.class, VectorShape.forBitSize(FLOATS.vectorBitSize() / 2));

  /** At most 256 bits, so that sixteen rows are at least two vectors. */
  static final VectorSpecies<Integer> NARROW =
      LENGTH > 8 ? IntVector.SPECIES_256 : FLOATS.withLanes(int.class);

  private static final int LANES = 16;
  private static final VectorSpecies<Float> QUARTER = FloatVector.SPECIES_128;
  private static final VectorSpecies<Float> HALF = FloatVector.SPECIES_256;
  private static final VectorShuffle<Float> BY_TWO = QUARTER.shuffleFromValues(2, 3, 0, 1);
  private static final VectorShuffle<Float> BY_ONE = QUARTER.shuffleFromValues(1, 0, 3, 2);

  private Width() {}

  static boolean supported() {
    return LENGTH >= 4;
  }

  static int bits() {
    return FLOATS.vectorBitSize();
  }

  /** Dot product of two runs, in the written order. */
  static float dot(float[] a, int aAt, float[] b, int bAt, int count) {
    return switch (LENGTH) {
      case 16 -> dot16(a, aAt, b, bAt, count);
      case 8 -> dot8(a, aAt, b, bAt, count);
      default -> dot4(a, aAt, b, bAt, count);
    };
  }

  private static float dot16(float[] a, int aAt, float[] b, int bAt, int count) {
    FloatVector lanes = FloatVector.zero(FLOATS);
    int whole = count - count % LANES;
    for (int k = 0; k < whole; k += LANES) {
      lanes = load(a, aAt + k).fma(load(b, bAt + k), lanes);
    }
    if (whole < count) {
      float[] rest = new float[LANES];
      lanes.intoArray(rest, 0);
      return finish(rest, a, aAt + whole, b, bAt + whole, count - whole);
    }
    return fold(lanes);
  }

  private static float dot8(float[] a, int aAt, float[] b, int bAt, int count) {
    FloatVector low = FloatVector.zero(FLOATS);
    FloatVector high = FloatVector.zero(FLOATS);
    int whole = count - count % LANES;
    for (int k = 0; k < whole; k += LANES) {
      low = load(a, aAt + k).fma(load(b, bAt + k), low);
      high = load(a, aAt + k + 8).fma(load(b, bAt + k + 8), high);
    }
    if (whole == count) {
      return fold8(low.add(high));
    }
    float[] rest = new float[LANES];
    low.intoArray(rest, 0);
    high.intoArray(rest, 8);
    return finish(rest, a, aAt + whole, b, bAt + whole, count - whole);
  }

  private static float dot4(float[] a, int aAt, float[] b, int bAt, int count) {
    FloatVector v0 = FloatVector.zero(FLOATS);
    FloatVector v1 = v0;
    FloatVector v2 = v0;
    FloatVector v3 = v0;
    int whole = count - count % LANES;
    for (int k = 0; k < whole; k += LANES) {
      v0 = load(a, aAt + k).fma(load(b, bAt + k), v0);
      v1 = load(a, aAt + k + 4).fma(load(b, bAt + k + 4), v1);
      v2 = load(a, aAt + k + 8).fma(load(b, bAt + k + 8), v2);
      v3 = load(a, aAt + k + 12).fma(load(b, bAt + k + 12), v3);
    }
    if (whole == count) {
      return fold4(v0.add(v2).add(v1.add(v3)));
    }
    float[] rest = new float[LANES];
    v0.intoArray(rest, 0);
    v1.intoArray(rest, 4);
    v2.intoArray(rest, 8);
    v3.intoArray(rest, 12);
    return finish(rest, a, aAt + whole, b, bAt + whole, count - whole);
  }

  /** Sum of a run, in the written order: a lane is short here, so plain loops do. */
  static float sum(float[] x, int at, int count) {
    float[] rest = new float[LANES];
    for (int k = 0; k < count; k++) {
      rest[k % LANES] += x[at + k];
    }
    return finish(rest, x, at, x, at, 0);
  }

  /** The last, incomplete round over the lanes. */
  private static float finish(float[] lanes, float[] a, int aAt, float[] b, int bAt, int count) {
    for (int i = 0; i < count; i++) {
      lanes[i] = Math.fma(a[aAt + i], b[bAt + i], lanes[i]);
    }
    for (int width = LANES / 2; width > 0; width /= 2) {
      for (int i = 0; i < width; i++) {
        lanes[i] += lanes[i + width];
      }
    }
    return lanes[0];
  }

  /** Folds sixteen lanes as the tree says. */
  private static float fold(FloatVector v) {
    return fold8(
        ((FloatVector) v.reinterpretShape(HALF, 0)).add((FloatVector) v.reinterpretShape(HALF, 1)));
  }

  private static float fold8(FloatVector v) {
    return fold4(
        ((FloatVector) v.reinterpretShape(QUARTER, 0))
            .add((FloatVector) v.reinterpretShape(QUARTER, 1)));
  }

  private static float fold4(FloatVector v) {
    FloatVector pairs = v.add(v.rearrange(BY_TWO));
    return pairs.add(pairs.rearrange(BY_ONE)).lane(0);
  }

  static FloatVector load(float[] x, int at) {
    return FloatVector.fromArray(FLOATS, x, at);
  }
}
