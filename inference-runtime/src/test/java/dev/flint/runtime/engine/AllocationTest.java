package dev.flint.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flint.runtime.Parity;
import dev.flint.runtime.kernel.CacheFormat;
import dev.flint.runtime.kernel.Compute;
import dev.flint.runtime.kernel.KeyValues;
import dev.flint.runtime.layer.Batch;
import dev.flint.runtime.model.Architecture;
import dev.flint.runtime.model.Decoder;
import dev.flint.runtime.sampling.Sampler;
import dev.flint.runtime.sampling.SamplingSettings;
import dev.flint.runtime.weights.GgufFile;
import dev.flint.runtime.weights.Placement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Computing a token takes no memory from the heap: flight recordings count every thread's bytes.
 */
final class AllocationTest {
  private static final int TOKENS = 100;

  /** The optimising compiler is done with all of it after some thousand tokens. */
  private static final int WARM_UP = 4000;

  private static final int ROUNDS = 12;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"auto,1", "auto,2"})
  void aTokenAllocatesNothing(String backend, int threads) throws Exception {
    assertNothing(RandomModel.write(folder), backend, threads);
  }

  @Test
  void norDoesOneOfExperts() throws Exception {
    assertNothing(
        Parity.folder("a model of experts").resolve("architectures/llama-moe.gguf"), "auto", 2);
  }

  private void assertNothing(Path model, String backend, int threads) throws Exception {
    try (Loop loop = new Loop(model, backend, threads)) {
      Map<String, Long> bytes = Map.of();
      for (int round = 0; round < ROUNDS; round++) {
        loop.decode(WARM_UP);
        bytes = recorded(loop);
        if (bytes.values().stream().allMatch(count -> count == 0)) {
          break;
        }
      }
      assertThat(bytes).containsKey("decoding").hasSize(threads);
      assertThat(bytes).allSatisfy((thread, count) -> assertThat(count).as(thread).isZero());
    }
  }

  private Map<String, Long> recorded(Loop loop) throws Exception {
    Path recorded = folder.resolve("decode.jfr");
    try (Recording recording = new Recording()) {
      // Written when a recording begins and when it ends.
      recording.enable("jdk.ThreadAllocationStatistics").with("period", "everyChunk");
      recording.start();
      loop.decode(TOKENS);
      recording.stop();
      recording.dump(recorded);
    }
    return allocated(recorded);
  }

  /** What each thread that computes took between the first event and the last. */
  private static Map<String, Long> allocated(Path recorded) throws IOException {
    Map<String, Long> first = new HashMap<>();
    Map<String, Long> bytes = new HashMap<>();
    for (RecordedEvent event : RecordingFile.readAllEvents(recorded)) {
      String thread = event.getThread("thread").getJavaName();
      if (thread.equals("decoding") || thread.startsWith("flint-worker")) {
        long now = event.getLong("allocated");
        first.putIfAbsent(thread, now);
        bytes.put(thread, now - first.get(thread));
      }
    }
    return bytes;
  }

  /** A thread that decodes when told to and waits without allocating. */
  private static final class Loop implements AutoCloseable {
    private final GgufFile file;
    private final Compute compute;
    private final Decoder decoder;
    private final KeyValues cache;
    private final Thread thread;
    private volatile int wanted;
    private volatile int done;

    Loop(Path model, String backend, int threads) {
      file = GgufFile.open(model);
      compute = Compute.of(backend, threads);
      decoder = Architecture.load(file, 4, compute, Placement.DEFAULT);
      cache = decoder.cache(8, CacheFormat.F32);
      thread = Thread.ofPlatform().name("decoding").daemon().start(this::run);
    }

    void decode(int tokens) throws InterruptedException {
      wanted += tokens;
      while (done != wanted && thread.isAlive()) {
        Thread.onSpinWait();
      }
      assertThat(done).isEqualTo(wanted);
    }

    private void run() {
      Batch batch = new Batch(4);
      int[] pages = {3, 1, 2, 0, 7, 5, 6, 4};
      float[] logits = new float[decoder.shape().vocabulary()];
      Sampler sampler = new Sampler(new SamplingSettings(0.8f, 0.9f, 40, 0.01f, 7), 0);
      int context = Math.min(decoder.shape().context(), pages.length * KeyValues.PAGE);
      int token = 1;
      int position = 0;
      while (wanted >= 0) {
        if (done == wanted) {
          Thread.onSpinWait();
          continue;
        }
        batch.clear();
        batch.add(token, position, pages, true);
        decoder.forward(compute, batch, cache, logits);
        token = sampler.pick(logits, 0, logits.length, position);
        position = (position + 1) % context;
        done++;
      }
    }

    @Override
    public void close() throws InterruptedException {
      wanted = -1;
      thread.join();
      compute.close();
      cache.close();
      file.close();
    }
  }
}
