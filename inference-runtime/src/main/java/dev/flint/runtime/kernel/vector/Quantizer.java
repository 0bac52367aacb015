package dev.flint.runtime.kernel.vector;

import dev.flint.runtime.kernel.Activations;
import dev.flint.runtime.kernel.Exponential;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Activations to integers in groups of sixteen. */
final class Quantizer {
  private Quantizer() {}

  static void quantize(Activations x, int from, int to) {
    for (int g = from / Activations.GROUP; g < to / Activations.GROUP; g++) {
      group(x, g);
      x.offsets16[g] = x.sums[g] * x.scales[g];
    }
    for (int pair = from / Activations.ALIGNMENT; pair < to / Activations.ALIGNMENT; pair++) {
      int second = 2 * pair + 1;
      x.offsets32[pair] = Math.fma(x.sums[second], x.scales[second], x.offsets16[2 * pair]);
    }
    Form.fill(x, from / Activations.GROUP, to / Activations.GROUP);
  }

  private static void group(Activations x, int g) {
    int at = g * Activations.GROUP;
    FloatVector max = Width.load(x.values, at).abs();
    for (int k = Width.LENGTH; k < Activations.GROUP; k += Width.LENGTH) {
      max = max.max(Width.load(x.values, at + k).abs());
    }
    // The largest of all lanes needs no order; a not-a-number stays one.
    float largest = max.reduceLanes(VectorOperators.MAX);
    boolean finite = Float.isFinite(largest);
    boolean zero = !finite || largest < Activations.TINY;
    float inverse = zero ? 0 : 127f / largest;
    int sum = 0;
    for (int k = at; k < at + Activations.GROUP; k++) {
      // Adding 1.5 * 2^23 rounds half to even and leaves the integer in the lowest bits.
      float value = zero ? 0 : x.values[k] * inverse;
      byte q = (byte) Float.floatToRawIntBits(value + Exponential.ROUND);
      x.q[k] = q;
      sum += q;
    }
    x.scales[g] = !finite ? Float.NaN : zero ? 0 : largest / 127f;
    x.sums[g] = sum;
  }
}
