package dev.flint.runtime.sampling;

import dev.flint.runtime.RuntimeFault;
import dev.flint.runtime.RuntimeFault.Code;
import dev.flint.runtime.kernel.Exponential;

/**
 * Picks tokens for one sequence. The same logits, settings and position give the same token on
 * every machine: weights come from {@link Exponential}, sums run in rising id or in order of rank.
 */
public final class Sampler {
  private final SamplingSettings settings;
  private final int sequence;
  private final Candidates candidates = new Candidates();
  private float[] weights = {};
  private int[] kept = {};

  /** For sequence number {@code sequence} of a request. */
  public Sampler(SamplingSettings settings, int sequence) {
    this.settings = settings;
    this.sequence = sequence;
  }

  /**
   * Picks the token at {@code position} from {@code logits[at .. at + count)}.
   *
   * @throws RuntimeFault MALFORMED_MODEL where no logit is a finite number
   */
  public int pick(float[] logits, int at, int count, int position) {
    int likeliest = likeliest(logits, at, count);
    float temperature = settings.temperature();
    if (temperature == 0) {
      return likeliest;
    }
    float max = logits[at + likeliest];
    if (weights.length < count) {
      weights = new float[count];
    }
    for (int id = 0; id < count; id++) {
      float weight = Exponential.exp((logits[at + id] - max) / temperature);
      weights[id] = weight >= 0 ? weight : 0; // what is not a number is never drawn
    }
    double draw = Draws.uniform(settings.seed(), sequence, position);
    return narrowed() ? drawFromTop(count, draw) : drawFromAll(count, draw, likeliest);
  }

  private boolean narrowed() {
    return settings.topP() < 1 || settings.topK() > 0 || settings.minP() > 0;
  }

  private static int likeliest(float[] logits, int at, int count) {
    int best = -1;
    for (int id = 0; id < count; id++) {
      float logit = logits[at + id];
      if (Float.isFinite(logit) && (best < 0 || logit > logits[at + best])) {
        best = id;
      }
    }
    if (best < 0) {
      throw new RuntimeFault(
          Code.MALFORMED_MODEL, "the model computed no finite logit; its weights are damaged");
    }
    return best;
  }

  private int drawFromAll(int count, double draw, int likeliest) {
    double total = 0;
    for (int id = 0; id < count; id++) {
      total += weights[id];
    }
    double left = draw * total;
    for (int id = 0; id < count; id++) {
      left -= weights[id];
      if (left < 0) {
        return id;
      }
    }
    return likeliest; // rounding used up the sum
  }

  private int drawFromTop(int count, double draw) {
    int most = settings.topK() > 0 ? Math.min(settings.topK(), count) : count;
    double all = settings.topP() < 1 ? sumOfTop(count, most) : 0;
    candidates.fill(weights, count, Math.max(settings.minP(), Float.MIN_VALUE));
    if (kept.length < most) {
      kept = new int[most];
    }
    int size = 0;
    double total = 0;
    while (size < most && !candidates.isEmpty()) {
      kept[size] = candidates.take();
      total += weights[kept[size++]];
      if (settings.topP() < 1 && total >= settings.topP() * all) {
        break;
      }
    }
    double left = draw * total;
    for (int i = 0; i < size; i++) {
      left -= weights[kept[i]];
      if (left < 0) {
        return kept[i];
      }
    }
    return kept[0];
  }

  /** What top-p takes its share of: everything, or what top-k leaves. */
  private double sumOfTop(int count, int most) {
    double sum = 0;
    if (most == count) {
      for (int id = 0; id < count; id++) {
        sum += weights[id];
      }
      return sum;
    }
    candidates.fill(weights, count, 0);
    for (int i = 0; i < most; i++) {
      sum += weights[candidates.take()];
    }
    return sum;
  }
}
