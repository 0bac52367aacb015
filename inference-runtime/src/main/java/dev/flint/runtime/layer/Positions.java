package dev.flint.runtime.layer;

import dev.flint.runtime.kernel.Rotation;

/**
 * Rotary positions (Su et al. 2021): the angles of a batch. Sines are computed in double and
 * rounded once, with {@link StrictMath} and {@code fma}, which give the same bits on every machine;
 * angles are first brought below an eighth of a turn, where {@link StrictMath} needs no memory.
 *
 * @param frequencies {@code [pairs]}: radians per position
 * @param magnitude factor on sine and cosine (YaRN's attention factor; 1 otherwise)
 * @param halves how pairs lie in a head, see {@link Rotation}
 */
public record Positions(double[] frequencies, double magnitude, boolean halves) {
  /** A quarter turn, and what it lacks. */
  private static final double QUARTER = 0x1.921fb54442d18p0;

  private static final double QUARTER_LOW = 0x1.1a62633145c07p-54;

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
        write(batch.positions[i] * frequency, out, at);
        at += 2;
      }
    }
  }

  /** Cosine and sine of an angle from 0, by way of the nearest quarter turn: see the class. */
  private void write(double angle, float[] out, int at) {
    double quarters = Math.rint(angle * (2 / Math.PI));
    double rest = Math.fma(-quarters, QUARTER_LOW, Math.fma(-quarters, QUARTER, angle));
    double cos = StrictMath.cos(rest);
    double sin = StrictMath.sin(rest);
    int turned = (int) quarters & 3;
    double x = turned % 2 == 0 ? cos : sin;
    double y = turned % 2 == 0 ? sin : cos;
    out[at] = (float) ((turned == 0 || turned == 3 ? x : -x) * magnitude);
    out[at + 1] = (float) ((turned < 2 ? y : -y) * magnitude);
  }
}
