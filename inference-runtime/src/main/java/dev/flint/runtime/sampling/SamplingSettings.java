package dev.flint.runtime.sampling;

import dev.flint.runtime.RuntimeFault;
import dev.flint.runtime.RuntimeFault.Code;

/**
 * How the next token is picked.
 *
 * @param temperature divides the logits; 0 picks the largest logit, lowest id among equals
 * @param topP keeps the likeliest tokens until their shares reach this; 1 keeps all (Holtzman et
 *     al. 2020)
 * @param topK keeps so many of the likeliest; 0 keeps all
 * @param minP keeps tokens at least this likely relative to the likeliest; 0 keeps all
 * @param seed of the draws
 */
public record SamplingSettings(float temperature, float topP, int topK, float minP, long seed) {
  private static final float MAX_TEMPERATURE = 100;

  public SamplingSettings {
    check(
        temperature >= 0 && temperature <= MAX_TEMPERATURE, "temperature", temperature, "0 to 100");
    check(topP >= 0 && topP <= 1, "top_p", topP, "0 to 1");
    check(topK >= 0, "top_k", topK, "0 or more");
    check(minP >= 0 && minP <= 1, "min_p", minP, "0 to 1");
  }

  /** Temperature 1, nothing cut off. */
  public static SamplingSettings defaults(long seed) {
    return new SamplingSettings(1, 1, 0, 0, seed);
  }

  private static void check(boolean holds, String name, Number value, String range) {
    if (!holds) {
      throw new RuntimeFault(Code.BAD_REQUEST, name + " is " + value + "; it must be " + range);
    }
  }
}
