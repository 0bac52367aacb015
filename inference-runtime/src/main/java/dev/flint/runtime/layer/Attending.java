package dev.flint.runtime.layer;

import dev.flint.runtime.kernel.KeyValues;
import dev.flint.runtime.kernel.Span;
import dev.flint.runtime.kernel.Workers;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One layer's attention cut into pieces: first tokens, whose keys and values are rotated and
 * stored; then runs of neighbouring tokens of one sequence, one piece for each key head. Reused
 * from layer to layer, so that nothing is allocated.
 */
final class Attending implements Workers.Work {
  /** Tokens stored at a time. */
  private static final int STORED = 4;

  private final Step step;
  private final ThreadLocal<Span> spans;
  private @Nullable Attention attention;
  private int layer;
  private boolean storing;

  Attending(Step step) {
    this.step = step;
    spans = ThreadLocal.withInitial(() -> new Span(step.cache()));
  }

  /** Stores the keys and values of the batch, then computes its attention into the input. */
  void run(Attention attention, int layer) {
    this.attention = attention;
    this.layer = layer;
    Batch batch = step.batch();
    Workers workers = step.compute().workers();
    for (int run = 0; run < batch.runs(); run++) {
      int token = batch.run(run);
      int last = batch.positions[batch.run(run + 1) - 1] / KeyValues.PAGE;
      for (int page = batch.positions[token] / KeyValues.PAGE; page <= last; page++) {
        step.cache().reserve(batch.pages[token][page]);
      }
    }
    storing = true;
    workers.run(batch.count(), STORED, this);
    storing = false;
    workers.run(batch.runs() * attention.kvHeads(), 1, this);
  }

  @Override
  public void range(int from, int to) {
    Attention part = Objects.requireNonNull(attention);
    for (int item = from; item < to; item++) {
      if (storing) {
        store(part, item);
      } else {
        attend(part, item);
      }
    }
  }

  private void store(Attention part, int token) {
    Batch batch = step.batch();
    Workspace work = step.work();
    int angles = token * 2 * part.ofQueries().pairs();
    int queries = token * part.heads() * part.headDim();
    int keys = token * part.kvHeads() * part.headDim();
    step.compute().kernels().rotate(work.queries, queries, part.ofQueries(), work.angles, angles);
    step.compute().kernels().rotate(work.keys, keys, part.ofKeys(), work.angles, angles);
    int position = batch.positions[token];
    int page = batch.pages[token][position / KeyValues.PAGE];
    step.cache().store(layer, page, position % KeyValues.PAGE, work.keys, work.values, keys);
  }

  private void attend(Attention part, int item) {
    Batch batch = step.batch();
    Workspace work = step.work();
    int run = item / part.kvHeads();
    int token = batch.run(run);
    Span span = spans.get();
    span.layer = layer;
    span.kvHead = item % part.kvHeads();
    span.heads = part.heads() / part.kvHeads();
    span.pages = batch.pages[token];
    span.first = batch.positions[token];
    span.tokens = batch.run(run + 1) - token;
    span.stride = part.heads() * part.headDim();
    span.at = token * span.stride + span.kvHead * span.heads * part.headDim();
    float scale = (float) (1 / Math.sqrt(part.headDim()));
    step.compute().kernels().attend(work.queries, span, scale, work.input.values);
  }
}
