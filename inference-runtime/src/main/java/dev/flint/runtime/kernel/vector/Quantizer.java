package dev.flint.runtime.kernel.vector;

import dev.flint.runtime.kernel.Activations;
import dev.flint.runtime.kernel.Exponential;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Activations to integers in groups of sixteen. */
final class Quantizer {
  private Quantizer() {}

  static void quantize(Activations x, int from, int to) {
    float[] integers = x.integers();
    for (int g = from / Activations.GROUP; g < to / Activations.GROUP; g++) {
      group(x, g, integers);
      x.offsets16[g] = x.sums[g] * x.scales[g];
    }
    for (int pair = from / Activations.ALIGNMENT; pair < to / Activations.ALIGNMENT; pair++) {
      int second = 2 * pair + 1;
      x.offsets32[pair] = Math.fma(x.sums[second], x.scales[second], x.offsets16[2 * pair]);
    }
  }

  private static void group(Activations x, int g, float[] integers) {
    int at = g * Activations.GROUP;
    FloatVector max = Width.load(x.values, at).abs();
    for (int k = Width.LENGTH; k < Activations.GROUP; k += Width.LENGTH) {
      max = max.max(Width.load(x.values, at + k).abs());
    }
    // The largest of all lanes needs no order; a not-a-number stays one.
    float largest = max.reduceLanes(VectorOperators.MAX);
    boolean finite = Float.isFinite(largest);
    if (!finite || largest < Activations.TINY) {
      zero(x, g, finite ? 0 : Float.NaN, integers);
      return;
    }
    float inverse = 127f / largest;
    float sum = 0;
    for (int k = 0; k < Activations.GROUP; k += Width.LENGTH) {
      // Below 2^22 in magnitude, adding and taking away 1.5 * 2^23 rounds half to even.
      FloatVector scaled = Width.load(x.values, at + k).mul(inverse);
      FloatVector rounded = scaled.add(Exponential.ROUND).sub(Exponential.ROUND);
      rounded.intoArray(integers, at + k);
      sum += rounded.reduceLanes(VectorOperators.ADD);
    }
    for (int k = at; k < at + Activations.GROUP; k++) {
      x.q[k] = (byte) integers[k];
    }
    x.scales[g] = largest / 127f;
    x.sums[g] = (int) sum;
  }

  private static void zero(Activations x, int g, float scale, float[] integers) {
    for (int k = g * Activations.GROUP; k < (g + 1) * Activations.GROUP; k++) {
      x.q[k] = 0;
      integers[k] = 0;
    }
    x.scales[g] = scale;
    x.sums[g] = 0;
  }
}
