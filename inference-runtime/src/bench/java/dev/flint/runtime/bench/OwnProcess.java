package dev.flint.runtime.bench;

import dev.flint.runtime.kernel.CacheFormat;
import dev.flint.runtime.kernel.Compute;
import dev.flint.runtime.kernel.KeyValues;
import dev.flint.runtime.layer.Batch;
import dev.flint.runtime.model.Architecture;
import dev.flint.runtime.model.Decoder;
import dev.flint.runtime.weights.GgufFile;
import dev.flint.runtime.weights.Placement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** Our side, in a process of its own: {@code OwnProcess MODEL THREADS BACKEND}. */
final class OwnProcess implements Contender {
  private final Compute compute;
  private final Decoder decoder;
  private final KeyValues cache;
  private final Batch batch = new Batch(LONGEST);
  private final int[] pages = IntStream.range(0, LONGEST / KeyValues.PAGE).toArray();
  private final int[] tokens;
  private final float[] logits;

  private OwnProcess(Path model, int threads, String backend) {
    compute = Compute.of(backend, threads);
    decoder = Architecture.load(GgufFile.open(model), LONGEST, compute, Placement.DEFAULT);
    cache = decoder.cache(pages.length, CacheFormat.F32);
    tokens = Contender.tokens(decoder.shape().vocabulary());
    logits = new float[decoder.shape().vocabulary()];
  }

  @Override
  public double tokensPerSecond(int count, int step) {
    long start = System.nanoTime();
    for (int from = 0; from < count; from += step) {
      batch.clear();
      for (int i = from; i < from + step; i++) {
        batch.add(tokens[i], i, pages, i == from + step - 1);
      }
      decoder.forward(compute, batch, cache, logits);
    }
    return count * 1e9 / (System.nanoTime() - start);
  }

  @Override
  public String about() {
    return compute.backend().name() + ": " + compute.backend().reason();
  }

  public static void main(String[] args) throws IOException {
    int threads = Integer.parseInt(args[1]);
    Serving.serve(() -> new OwnProcess(Path.of(args[0]), threads, args[2]));
    System.exit(0); // workers of ours may still be parked
  }
}
