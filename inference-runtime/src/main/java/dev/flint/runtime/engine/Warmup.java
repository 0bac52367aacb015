package dev.flint.runtime.engine;

import dev.flint.runtime.RuntimeFault;
import dev.flint.runtime.kernel.CacheFormat;
import dev.flint.runtime.kernel.Compute;
import dev.flint.runtime.kernel.KeyValues;
import dev.flint.runtime.layer.Batch;
import dev.flint.runtime.model.Decoder;
import dev.flint.runtime.sampling.Sampler;
import dev.flint.runtime.sampling.SamplingSettings;
import java.time.Duration;
import java.util.stream.IntStream;

/**
 * Runs a decoder until Java has compiled it: prompts and single tokens in turn, on keys and values
 * of their own, which nobody sees afterwards. It ends when neither has become quicker for a while,
 * or the time is up; prompts grow only as far as the time that is left allows.
 */
final class Warmup {
  /** Single tokens in a round. */
  private static final int SINGLES = 2;

  private static final int FIRST_PROMPT = 8;

  /** Less than a twentieth is no gain. */
  private static final double GAIN = 0.95;

  /** Long enough for the compiler to have finished what the last rounds asked of it. */
  private static final long PATIENCE = Duration.ofMillis(300).toNanos();

  /** A token this quick keeps nobody waiting, even if it could be quicker. */
  private static final double QUICK = Duration.ofMillis(3).toNanos();

  private final Decoder decoder;
  private final Compute compute;
  private final KeyValues cache;
  private final Batch batch;
  private final int[] pages;
  private final int room;
  private final float[] logits;
  private final long end;
  private final Sampler sampler = new Sampler(new SamplingSettings(1, 0.95f, 0, 0, 1), 0);
  private int position;

  private Warmup(
      Decoder decoder, Compute compute, KeyValues cache, int tokens, int room, long end) {
    this.decoder = decoder;
    this.compute = compute;
    this.cache = cache;
    this.room = room;
    this.end = end;
    batch = new Batch(tokens);
    pages = IntStream.range(0, PagePool.pagesFor(room)).toArray();
    logits = new float[decoder.shape().vocabulary()];
  }

  /**
   * Warms up.
   *
   * @param step most tokens of one step
   * @param budget the longest it takes, give or take one step; zero for not at all
   */
  static void run(Decoder decoder, Compute compute, CacheFormat format, int step, Duration budget) {
    if (budget.isZero()) {
      return;
    }
    long end = System.nanoTime() + budget.toNanos();
    int room = Math.min(decoder.shape().context(), 2 * step);
    try (KeyValues cache = decoder.cache(PagePool.pagesFor(room), format)) {
      new Warmup(decoder, compute, cache, step, room, end).run(Math.min(step, room));
    }
  }

  private void run(int largest) {
    double best = Double.MAX_VALUE;
    double each = Double.MAX_VALUE; // of a prompt's tokens
    long improved = System.nanoTime();
    int prompt = Math.min(FIRST_PROMPT, largest);
    while (left() > 0 && System.nanoTime() - improved < PATIENCE) {
      double single = 0;
      for (int i = 0; i < SINGLES && left() > 0; i++) {
        single = compute(1) + pick();
      }
      while (prompt > 1 && Math.min(single, each) * prompt > left()) {
        prompt /= 2; // nothing can stop a step once it has begun
      }
      each = left() > 0 ? compute(prompt) / prompt : Double.MAX_VALUE;
      if (prompt < largest && each * 2 * prompt < left()) {
        prompt = Math.min(2 * prompt, largest);
        improved = System.nanoTime();
      } else if (single + each < best * GAIN) {
        improved = System.nanoTime();
      }
      best = Math.min(best, single + each);
      if (prompt == largest && single + each < QUICK) {
        return;
      }
    }
  }

  /** Computes so many tokens; nanoseconds. */
  private double compute(int tokens) {
    if (position + tokens > room) {
      position = 0;
    }
    batch.clear();
    for (int i = 0; i < tokens; i++, position++) {
      int token = (int) (position * 7919L % decoder.shape().vocabulary());
      batch.add(token, position, pages, i == tokens - 1);
    }
    long start = System.nanoTime();
    decoder.forward(compute, batch, cache, logits);
    return System.nanoTime() - start;
  }

  /** Picks a token by chance, as most requests have it; nanoseconds. */
  private double pick() {
    long start = System.nanoTime();
    try {
      sampler.pick(logits, 0, logits.length, position);
    } catch (RuntimeFault unpickable) {
      // Logits that are no numbers: whoever asks this model is told so.
    }
    return System.nanoTime() - start;
  }

  private long left() {
    return end - System.nanoTime();
  }
}
