package dev.flint.runtime.model;

import dev.flint.runtime.kernel.Compute;
import dev.flint.runtime.kernel.KeyValues;
import dev.flint.runtime.layer.Batch;
import dev.flint.runtime.weights.GgufFile;
import dev.flint.runtime.weights.Placement;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** Runs one sequence through a model file, in steps of a given size. */
record Forward(String backend, int threads, int step, Placement placement) {
  Forward(String backend, int threads, int step) {
    this(backend, threads, step, Placement.DEFAULT);
  }

  float[] logits(Path model, int[] ids) {
    try (GgufFile file = GgufFile.open(model);
        Compute compute = Compute.of(backend, threads)) {
      Decoder decoder = Architecture.load(file, step, compute, placement);
      int vocabulary = decoder.shape().vocabulary();
      int pages = (ids.length + KeyValues.PAGE - 1) / KeyValues.PAGE;
      // Backwards, so that no test passes because a page's number is its place.
      int[] table = IntStream.range(0, pages).map(i -> pages - 1 - i).toArray();
      float[] all = new float[ids.length * vocabulary];
      float[] some = new float[step * vocabulary];
      try (KeyValues cache = decoder.cache(pages, dev.flint.runtime.kernel.CacheFormat.F32)) {
        for (int from = 0; from < ids.length; from += step) {
          Batch batch = new Batch(step);
          for (int i = from; i < Math.min(ids.length, from + step); i++) {
            batch.add(ids[i], i, table, true);
          }
          decoder.forward(compute, batch, cache, some);
          System.arraycopy(some, 0, all, from * vocabulary, batch.count() * vocabulary);
        }
      }
      return all;
    }
  }
}
