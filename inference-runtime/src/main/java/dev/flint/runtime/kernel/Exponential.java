package dev.flint.runtime.kernel;

/**
 * {@code exp} for floats, built from {@code fma} so that every backend can follow it lane by lane:
 * {@code x = n ln 2 + r}, a polynomial for {@code e^r}, then {@code n} added to the exponent.
 * Within 1.05 units in the last place; 0 below {@link #LOWEST}, infinity above {@link #HIGHEST}.
 */
public final class Exponential {
  /** Below this the result is 0: the smallest normal float is e^-87.336. */
  public static final float LOWEST = -87.3f;

  /** Above this the result is infinite, a little before floats end at e^88.72: one scaling does. */
  public static final float HIGHEST = 88f;

  /** log2(e). */
  public static final float LOG2E = 0x1.715476p0f;

  /** The upper part of ln 2: few bits, so that {@code n * LN2_HIGH} is exact. */
  public static final float LN2_HIGH = 0x1.62e4p-1f;

  /** ln 2 less its upper part. */
  public static final float LN2_LOW = 0x1.7f7d1cp-20f;

  /**
   * 1.5 * 2^23: adding it rounds to the nearest integer, ties to even, held in the low mantissa
   * bits.
   */
  public static final float ROUND = 0x1.8p23f;

  // (e^r - 1 - r) / r² for |r| <= ln 2 / 2, least squares at Chebyshev points, lowest power first.
  public static final float C0 = 0.5f;
  public static final float C1 = 0x1.55548cp-3f;
  public static final float C2 = 0x1.55547cp-5f;
  public static final float C3 = 0x1.123d94p-7f;
  public static final float C4 = 0x1.6d9914p-10f;

  private Exponential() {}

  /** {@code e^x}. */
  public static float exp(float x) {
    if (x < LOWEST) {
      return 0f;
    }
    if (x > HIGHEST) {
      return Float.POSITIVE_INFINITY;
    }
    float shifted = Math.fma(x, LOG2E, ROUND);
    float n = shifted - ROUND;
    float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
    float p = Math.fma(C4, r, C3);
    p = Math.fma(p, r, C2);
    p = Math.fma(p, r, C1);
    p = Math.fma(p, r, C0);
    p = Math.fma(p * r, r, r) + 1f;
    return p * Float.intBitsToFloat((Float.floatToRawIntBits(shifted) << 23) + 0x3f800000);
  }
}
