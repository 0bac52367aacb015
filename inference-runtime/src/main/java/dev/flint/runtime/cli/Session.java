package dev.flint.runtime.cli;

import dev.flint.runtime.RuntimeFault;
import dev.flint.runtime.RuntimeFault.Code;
import dev.flint.runtime.kernel.CacheFormat;
import dev.flint.runtime.kernel.Compute;
import dev.flint.runtime.kernel.KeyValues;
import dev.flint.runtime.layer.Batch;
import dev.flint.runtime.model.Architecture;
import dev.flint.runtime.model.Decoder;
import dev.flint.runtime.weights.GgufFile;
import dev.flint.runtime.weights.Placement;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** One sequence on the bare decoder, without tokenizer, engine or sampling. */
final class Session implements AutoCloseable {
  /** Most tokens of one step. */
  static final int STEP = 128;

  private final GgufFile file;
  private final Compute compute;
  private final Decoder decoder;
  private final Batch batch = new Batch(STEP);
  private final CacheFormat format;
  private final Placement placement;
  private float[] logits;
  private int[] pages = {};
  private KeyValues cache;
  private int position;

  Session(Path model, ComputeOptions options) {
    placement = options.placement();
    file = GgufFile.open(model);
    try {
      compute = Compute.of(options.backend(), options.threads());
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
    try {
      decoder = Architecture.load(file, STEP, compute, placement);
    } catch (RuntimeException e) {
      compute.close();
      file.close();
      throw e;
    }
    logits = new float[decoder.shape().vocabulary()];
    format = options.cacheFormat();
    cache = decoder.cache(0, format);
  }

  /** Begins anew, with room for so many tokens. */
  void begin(int tokens) {
    if (tokens > context()) {
      throw new RuntimeFault(
          Code.CONTEXT_EXCEEDED,
          "%d tokens do not fit this model's context of %d".formatted(tokens, context()));
    }
    cache.close();
    int count = (tokens + KeyValues.PAGE - 1) / KeyValues.PAGE;
    pages = IntStream.range(0, count).toArray();
    cache = decoder.cache(count, format);
    position = 0;
  }

  /** Computes the next tokens, {@value #STEP} at most; with the logits of each, or of the last. */
  float[] forward(int[] tokens, int from, int to, boolean all) {
    batch.clear();
    for (int i = from; i < to; i++) {
      batch.add(tokens[i], position++, pages, all || i == to - 1);
    }
    if (logits.length < batch.wanted() * vocabulary()) {
      logits = new float[batch.wanted() * vocabulary()];
    }
    decoder.forward(compute, batch, cache, logits);
    return logits;
  }

  int context() {
    return decoder.shape().context();
  }

  int vocabulary() {
    return decoder.shape().vocabulary();
  }

  String backend() {
    return compute.backend().name();
  }

  /** Why that backend, and how weights lie. */
  String computing() {
    return compute.backend().reason() + "; " + placement.describe(compute.backend().layout());
  }

  int threads() {
    return compute.workers().count();
  }

  @Override
  public void close() {
    compute.close();
    cache.close();
    file.close();
  }
}
