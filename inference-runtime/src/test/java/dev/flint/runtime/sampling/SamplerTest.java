package dev.flint.runtime.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.flint.runtime.RuntimeFault;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SamplerTest {
  private static final float[] LOGITS = {1, 3, 2, 3, -1};

  @Test
  void temperatureZeroTakesTheLargestAndTheFirstOfEquals() {
    assertThat(new Sampler(new SamplingSettings(0, 1, 0, 0, 1), 0).pick(LOGITS, 0, 5, 0)).isOne();
  }

  @Test
  void drawsAsOftenAsTheWeightsSay() {
    double[] share = shares(new SamplingSettings(1, 1, 0, 0, 7), 40_000);
    double total = Arrays.stream(new double[] {1, 3, 2, 3, -1}).map(Math::exp).sum();
    for (int id = 0; id < 5; id++) {
      assertThat(share[id]).isCloseTo(Math.exp(LOGITS[id]) / total, within(0.01));
    }
  }

  @Test
  void topKKeepsTheLikeliest() {
    double[] share = shares(new SamplingSettings(1, 1, 2, 0, 7), 10_000);
    assertThat(share[1] + share[3]).isEqualTo(1);
    assertThat(share[1]).isCloseTo(0.5, within(0.02));
  }

  @Test
  void topPKeepsTokensUntilTheirSharesReachIt() {
    double[] share = shares(new SamplingSettings(1, 0.5f, 0, 0, 7), 10_000);
    assertThat(share[1] + share[3]).isEqualTo(1);
    assertThat(shares(new SamplingSettings(1, 0, 0, 0, 7), 100)[1]).isEqualTo(1);
  }

  @Test
  void minPKeepsTokensLikelyEnough() {
    double[] share = shares(new SamplingSettings(1, 1, 0, 0.3f, 7), 10_000);
    assertThat(share[0]).isZero();
    assertThat(share[4]).isZero();
    assertThat(share[2]).isPositive();
  }

  @Test
  void aDrawDependsOnSeedSequenceAndPositionAlone() {
    SamplingSettings settings = SamplingSettings.defaults(42);
    Sampler forwards = new Sampler(settings, 3);
    Sampler backwards = new Sampler(settings, 3);
    int[] first = IntStream.range(0, 100).map(i -> forwards.pick(LOGITS, 0, 5, i)).toArray();
    int[] second = new int[100];
    for (int i = 99; i >= 0; i--) {
      second[i] = backwards.pick(LOGITS, 0, 5, i);
    }
    Sampler other = new Sampler(settings, 4);
    int[] third = IntStream.range(0, 100).map(i -> other.pick(LOGITS, 0, 5, i)).toArray();
    assertThat(second).isEqualTo(first);
    assertThat(third).isNotEqualTo(first);
  }

  @Test
  void aModelWithoutFiniteLogitsIsAFault() {
    float[] broken = {Float.NaN, Float.NaN};
    Sampler sampler = new Sampler(SamplingSettings.defaults(1), 0);
    assertThatThrownBy(() -> sampler.pick(broken, 0, 2, 0))
        .isInstanceOf(RuntimeFault.class)
        .hasMessageContaining("no finite logit");
  }

  @Test
  void settingsOutsideTheirRangeAreRefused() {
    assertThatThrownBy(() -> new SamplingSettings(-1, 1, 0, 0, 0))
        .hasMessage("temperature is -1.0; it must be 0 to 100");
    assertThatThrownBy(() -> new SamplingSettings(Float.NaN, 1, 0, 0, 0))
        .hasMessageContaining("temperature");
    assertThatThrownBy(() -> new SamplingSettings(1, 1.5f, 0, 0, 0)).hasMessageContaining("top_p");
  }

  private static double[] shares(SamplingSettings settings, int draws) {
    Sampler sampler = new Sampler(settings, 0);
    double[] share = new double[5];
    for (int i = 0; i < draws; i++) {
      share[sampler.pick(LOGITS, 0, 5, i)] += 1.0 / draws;
    }
    for (int id = 0; id < 5; id++) {
      share[id] = Math.rint(share[id] * draws) / draws;
    }
    return share;
  }
}
