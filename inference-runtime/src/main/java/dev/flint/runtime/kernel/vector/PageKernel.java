package dev.flint.runtime.kernel.vector;

import static dev.flint.runtime.kernel.vector.Width.NARROW;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Two queries and one page in registers: a lane is a key for scores, a dimension for sums. */
final class PageKernel {
  private static final VectorSpecies<Float> FLOATS = NARROW.withLanes(float.class);
  private static final int N = NARROW.length();
  private static final int SLOTS = Page.SLOTS;

  private PageKernel() {}

  /** {@code scores[query, slot] = (q · key) * scale}, dimension by dimension. */
  static void scores(
      float[] q, int at0, int at1, int dim, float[] keys, float scale, float[] scores) {
    for (int slot = 0; slot < SLOTS; slot += 4 * N) {
      FloatVector s00 = FloatVector.zero(FLOATS);
      FloatVector s01 = FloatVector.zero(FLOATS);
      FloatVector s02 = FloatVector.zero(FLOATS);
      FloatVector s03 = FloatVector.zero(FLOATS);
      FloatVector s10 = FloatVector.zero(FLOATS);
      FloatVector s11 = FloatVector.zero(FLOATS);
      FloatVector s12 = FloatVector.zero(FLOATS);
      FloatVector s13 = FloatVector.zero(FLOATS);
      for (int d = 0; d < dim; d++) {
        int k = d * SLOTS + slot;
        FloatVector q0 = FloatVector.broadcast(FLOATS, q[at0 + d]);
        FloatVector q1 = FloatVector.broadcast(FLOATS, q[at1 + d]);
        FloatVector k0 = FloatVector.fromArray(FLOATS, keys, k);
        s00 = q0.fma(k0, s00);
        s10 = q1.fma(k0, s10);
        FloatVector k1 = FloatVector.fromArray(FLOATS, keys, k + N);
        s01 = q0.fma(k1, s01);
        s11 = q1.fma(k1, s11);
        FloatVector k2 = FloatVector.fromArray(FLOATS, keys, k + 2 * N);
        s02 = q0.fma(k2, s02);
        s12 = q1.fma(k2, s12);
        FloatVector k3 = FloatVector.fromArray(FLOATS, keys, k + 3 * N);
        s03 = q0.fma(k3, s03);
        s13 = q1.fma(k3, s13);
      }
      s00.mul(scale).intoArray(scores, slot);
      s01.mul(scale).intoArray(scores, slot + N);
      s02.mul(scale).intoArray(scores, slot + 2 * N);
      s03.mul(scale).intoArray(scores, slot + 3 * N);
      s10.mul(scale).intoArray(scores, SLOTS + slot);
      s11.mul(scale).intoArray(scores, SLOTS + slot + N);
      s12.mul(scale).intoArray(scores, SLOTS + slot + 2 * N);
      s13.mul(scale).intoArray(scores, SLOTS + slot + 3 * N);
    }
  }

  /**
   * {@code o[query, dim] = fma(p, value, o * shrink)}, key by key.
   *
   * @param at0 where the first query's sums begin, rounded up to {@code stride} dimensions
   */
  static void sums(
      float[] o,
      int at0,
      int at1,
      int stride,
      float shrink0,
      float shrink1,
      float[] p,
      float[] values,
      int keys) {
    for (int d = 0; d < stride; d += 4 * N) {
      FloatVector o00 = FloatVector.fromArray(FLOATS, o, at0 + d).mul(shrink0);
      FloatVector o01 = FloatVector.fromArray(FLOATS, o, at0 + d + N).mul(shrink0);
      FloatVector o02 = FloatVector.fromArray(FLOATS, o, at0 + d + 2 * N).mul(shrink0);
      FloatVector o03 = FloatVector.fromArray(FLOATS, o, at0 + d + 3 * N).mul(shrink0);
      FloatVector o10 = FloatVector.fromArray(FLOATS, o, at1 + d).mul(shrink1);
      FloatVector o11 = FloatVector.fromArray(FLOATS, o, at1 + d + N).mul(shrink1);
      FloatVector o12 = FloatVector.fromArray(FLOATS, o, at1 + d + 2 * N).mul(shrink1);
      FloatVector o13 = FloatVector.fromArray(FLOATS, o, at1 + d + 3 * N).mul(shrink1);
      for (int j = 0; j < keys; j++) {
        int v = j * stride + d;
        FloatVector p0 = FloatVector.broadcast(FLOATS, p[j]);
        FloatVector p1 = FloatVector.broadcast(FLOATS, p[SLOTS + j]);
        FloatVector v0 = FloatVector.fromArray(FLOATS, values, v);
        o00 = p0.fma(v0, o00);
        o10 = p1.fma(v0, o10);
        FloatVector v1 = FloatVector.fromArray(FLOATS, values, v + N);
        o01 = p0.fma(v1, o01);
        o11 = p1.fma(v1, o11);
        FloatVector v2 = FloatVector.fromArray(FLOATS, values, v + 2 * N);
        o02 = p0.fma(v2, o02);
        o12 = p1.fma(v2, o12);
        FloatVector v3 = FloatVector.fromArray(FLOATS, values, v + 3 * N);
        o03 = p0.fma(v3, o03);
        o13 = p1.fma(v3, o13);
      }
      o00.intoArray(o, at0 + d);
      o01.intoArray(o, at0 + d + N);
      o02.intoArray(o, at0 + d + 2 * N);
      o03.intoArray(o, at0 + d + 3 * N);
      o10.intoArray(o, at1 + d);
      o11.intoArray(o, at1 + d + N);
      o12.intoArray(o, at1 + d + 2 * N);
      o13.intoArray(o, at1 + d + 3 * N);
    }
  }
}
