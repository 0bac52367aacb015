package dev.flint.runtime.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class PositionsTest {
  @Test
  void anglesAreTheirCosineAndSineToTheLastBitButOne() {
    double[] frequencies = {1, 0.7, 0.01, 1e-4};
    Positions positions = new Positions(frequencies, 1, false);
    float[] out = new float[positions.width()];
    for (int position = 0; position < 1 << 24; position = position * 5 / 4 + 1) {
      Batch batch = new Batch(1);
      batch.add(0, position, new int[1 << 20], false);
      positions.angles(batch, out);
      for (int i = 0; i < frequencies.length; i++) {
        double angle = position * frequencies[i];
        assertThat(out[2 * i]).isCloseTo((float) StrictMath.cos(angle), within(6e-8f));
        assertThat(out[2 * i + 1]).isCloseTo((float) StrictMath.sin(angle), within(6e-8f));
      }
    }
  }
}
