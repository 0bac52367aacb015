package dev.flint.runtime.layer;

import dev.flint.runtime.kernel.Rotation;

/**
 * Rotary positions (Su et al. 2021): the angles of a batch. Angles are computed in double with
 * {@link StrictMath}, which gives the same bits on every machine, and rounded once.
 *
 * @param frequencies {@code [pairs]}: radians per position
 * @param magnitude factor on sine and cosine (YaRN's attention factor; 1 otherwise)
 * @param halves how pairs lie in a head, see {@link Rotation}
 */
public record Positions(double[] frequencies, double magnitude, boolean halves) {

  /** How queries or keys of so many heads are rotated. */
  public Rotation rotation(int heads, int headDim) {
    return new Rotation(heads, headDim, frequencies.length, halves);
  }

  /** Floats that {@link #angles} writes per token. */
  public int width() {
    return 2 * frequencies.length;
  }

  /** Writes {@code [token, pair, (cos, sin)]}. */
  public void angles(Batch batch, float[] out) {
    int at = 0;
    for (int i = 0; i < batch.count(); i++) {
      for (double frequency : frequencies) {
        double angle = batch.positions[i] * frequency;
        out[at++] = (float) (StrictMath.cos(angle) * magnitude);
        out[at++] = (float) (StrictMath.sin(angle) * magnitude);
      }
    }
  }
}
