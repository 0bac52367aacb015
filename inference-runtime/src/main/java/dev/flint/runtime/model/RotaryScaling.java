package dev.flint.runtime.model;

import dev.flint.runtime.RuntimeFault;
import dev.flint.runtime.RuntimeFault.Code;
import dev.flint.runtime.layer.Positions;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads how a model stretches rotary positions beyond the length it was first trained on. */
final class RotaryScaling {
  private final Parts parts;
  private final int pairs;
  private final double base;
  private final double factor;

  private RotaryScaling(Parts parts, int pairs) {
    this.parts = parts;
    this.pairs = pairs;
    this.base = parts.optional("rope.freq_base", 10_000.0);
    this.factor = parts.optional("rope.scaling.factor", parts.optional("rope.scale_linear", 1.0));
    if (base <= 0 || factor <= 0) {
      throw Parts.fault(
          "rope.freq_base is %s and rope.scaling.factor %s; both must be above zero"
              .formatted(base, factor));
    }
  }

  /**
   * The positions of a model.
   *
   * @param dimensions of a head that are rotated
   * @param halves how pairs lie in a head
   */
  static Positions read(Parts parts, int dimensions, boolean halves) {
    RotaryScaling scaling = new RotaryScaling(parts, dimensions / 2);
    String type = parts.metadata().stringOr(parts.key("rope.scaling.type"), "linear");
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "none" -> new Positions(scaling.divided(1), 1, halves);
      // Llama 3's own scaling comes as a table of divisors, applied below for every type.
      case "linear", "llama3" -> new Positions(scaling.divided(scaling.factor), 1, halves);
      case "yarn" -> new Positions(scaling.yarn(), scaling.yarnMagnitude(), halves);
      default ->
          throw new RuntimeFault(
              Code.UNSUPPORTED_MODEL,
              "rope scaling '%s' is not built; these are: none, linear, llama3, yarn"
                  .formatted(type));
    };
  }

  private double[] divided(double by) {
    float @Nullable [] divisors = parts.optionalVector("rope_freqs.weight", pairs);
    double[] frequencies = new double[pairs];
    for (int i = 0; i < pairs; i++) {
      double divisor = divisors == null ? 1 : divisors[i];
      frequencies[i] = StrictMath.pow(base, -(double) i / pairs) / (by * divisor);
    }
    return frequencies;
  }

  /** YaRN (Peng et al. 2023): fast pairs stay, slow pairs are stretched, a ramp in between. */
  private double[] yarn() {
    int trained =
        parts.optional(
            "rope.scaling.original_context_length",
            Parts.MAX_CONTEXT,
            parts.required("context_length", Parts.MAX_CONTEXT));
    double low =
        StrictMath.floor(turns(trained, parts.optional("rope.scaling.yarn_beta_fast", 32.0)));
    double high =
        StrictMath.ceil(turns(trained, parts.optional("rope.scaling.yarn_beta_slow", 1.0)));
    low = Math.max(0, low);
    high = Math.min(2 * pairs - 1.0, high);
    double[] plain = divided(1);
    for (int i = 0; i < pairs; i++) {
      double ramp = (i - low) / Math.max(0.001, high - low);
      double keep = 1 - Math.min(1, Math.max(0, ramp));
      plain[i] = plain[i] / factor * (1 - keep) + plain[i] * keep;
    }
    return plain;
  }

  /** The pair that turns so many times within the trained length. */
  private double turns(int trained, double rotations) {
    return pairs * StrictMath.log(trained / (rotations * 2 * Math.PI)) / StrictMath.log(base);
  }

  private double yarnMagnitude() {
    return parts.optional("rope.scaling.attn_factor", 1.0) * (1 + 0.1 * StrictMath.log(factor));
  }
}
