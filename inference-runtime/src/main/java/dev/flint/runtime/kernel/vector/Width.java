package dev.flint.runtime.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The vector width of this machine. */
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

  private Width() {}

  static boolean supported() {
    return LENGTH >= 4;
  }

  static int bits() {
    return FLOATS.vectorBitSize();
  }

  static FloatVector load(float[] x, int at) {
    return FloatVector.fromArray(FLOATS, x, at);
  }
}
