package dev.flint.runtime.bench;

import java.util.concurrent.atomic.DoubleAdder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** How fast single-precision multiply-adds can be issued, without any memory. */
final class FloatPeak {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int ACCUMULATORS = 12; // latency four, two a cycle, and some to spare
  private static final int STEPS = 1 << 20;
  private static final int CALLS = 32;
  private static final int TIMES = 6;

  private FloatPeak() {}

  /** Operations per second on so many threads: two per multiply-add. */
  static double measure(int threads) throws InterruptedException {
    DoubleAdder used = new DoubleAdder();
    double seconds =
        Together.seconds(
            threads,
            TIMES,
            thread -> {
              for (int i = 0; i < CALLS; i++) {
                used.add(run(0.5f + thread));
              }
            });
    if (Double.isNaN(used.sum())) {
      throw new IllegalStateException("the sums left the range of floats");
    }
    return 2.0 * ACCUMULATORS * SPECIES.length() * STEPS * CALLS * threads / seconds;
  }

  private static float run(float seed) {
    FloatVector x = FloatVector.broadcast(SPECIES, 0.999f);
    FloatVector y = FloatVector.broadcast(SPECIES, seed);
    FloatVector a = y;
    FloatVector b = a.add(1);
    FloatVector c = a.add(2);
    FloatVector d = a.add(3);
    FloatVector e = a.add(4);
    FloatVector f = a.add(5);
    FloatVector g = a.add(6);
    FloatVector h = a.add(7);
    FloatVector i = a.add(8);
    FloatVector j = a.add(9);
    FloatVector k = a.add(10);
    FloatVector l = a.add(11);
    for (int step = 0; step < STEPS; step++) {
      a = a.fma(x, y);
      b = b.fma(x, y);
      c = c.fma(x, y);
      d = d.fma(x, y);
      e = e.fma(x, y);
      f = f.fma(x, y);
      g = g.fma(x, y);
      h = h.fma(x, y);
      i = i.fma(x, y);
      j = j.fma(x, y);
      k = k.fma(x, y);
      l = l.fma(x, y);
    }
    FloatVector left = a.add(b).add(c.add(d)).add(e.add(f));
    FloatVector right = g.add(h).add(i.add(j)).add(k.add(l));
    return left.add(right).reduceLanes(VectorOperators.ADD);
  }
}
