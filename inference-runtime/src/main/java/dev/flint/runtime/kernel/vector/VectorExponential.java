package dev.flint.runtime.kernel.vector;

import static dev.flint.runtime.kernel.Exponential.C0;
import static dev.flint.runtime.kernel.Exponential.C1;
import static dev.flint.runtime.kernel.Exponential.C2;
import static dev.flint.runtime.kernel.Exponential.C3;
import static dev.flint.runtime.kernel.Exponential.C4;
import static dev.flint.runtime.kernel.Exponential.HIGHEST;
import static dev.flint.runtime.kernel.Exponential.LN2_HIGH;
import static dev.flint.runtime.kernel.Exponential.LN2_LOW;
import static dev.flint.runtime.kernel.Exponential.LOG2E;
import static dev.flint.runtime.kernel.Exponential.LOWEST;
import static dev.flint.runtime.kernel.Exponential.ROUND;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** {@code Exponential.exp}, lane by lane. */
final class VectorExponential {
  private static final FloatVector ONE = FloatVector.broadcast(Width.FLOATS, 1f);

  private VectorExponential() {}

  static FloatVector exp(FloatVector x) {
    FloatVector shifted = x.fma(constant(LOG2E), constant(ROUND));
    FloatVector n = shifted.sub(ROUND);
    FloatVector r = n.fma(constant(-LN2_HIGH), x);
    r = n.fma(constant(-LN2_LOW), r);
    FloatVector p = constant(C4).fma(r, constant(C3));
    p = p.fma(r, constant(C2));
    p = p.fma(r, constant(C1));
    p = p.fma(r, constant(C0));
    p = p.mul(r).fma(r, r).add(ONE);
    IntVector power =
        shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(0x3f800000);
    FloatVector value = p.mul(power.reinterpretAsFloats());
    value = value.blend(0f, x.compare(VectorOperators.LT, LOWEST));
    return value.blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GT, HIGHEST));
  }

  private static FloatVector constant(float value) {
    return FloatVector.broadcast(Width.FLOATS, value);
  }
}
