package dev.flint.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ExponentialTest {
  @Test
  void staysCloseToTheTrueValue() {
    double worst = 0;
    for (float x = Exponential.LOWEST; x < Exponential.HIGHEST; x += 0x1p-10f) {
      double exact = StrictMath.exp(x);
      worst = Math.max(worst, Math.abs(Exponential.exp(x) - exact) / Math.ulp((float) exact));
    }
    assertThat(worst).isLessThan(1.05);
  }

  @Test
  void endsCleanlyOutsideItsRange() {
    assertThat(Exponential.exp(0)).isEqualTo(1f);
    assertThat(Exponential.exp(Float.NEGATIVE_INFINITY)).isZero();
    assertThat(Exponential.exp(-200)).isZero();
    assertThat(Exponential.exp(200)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(Exponential.exp(Float.NaN)).isNaN();
  }
}
