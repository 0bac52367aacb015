package dev.flint.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flint.runtime.kernel.CacheFormat;
import dev.flint.runtime.sampling.SamplingSettings;
import dev.flint.runtime.weights.Placement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class WarmupTest {
  @TempDir Path folder;

  /** What was run in leaves nothing behind that an answer could show. */
  @ParameterizedTest
  @EnumSource(names = {"F32", "F16"})
  void answersAreTheSame(CacheFormat format) throws IOException, InterruptedException {
    Path model = RandomModel.write(folder);
    EngineOptions cold = new EngineOptions(2, "auto", 3, 8, 0).with(format);
    String expected = answers(model, cold.with(Placement.MAPPED));
    assertThat(answers(model, cold.with(Duration.ofMillis(200)))).isEqualTo(expected);
    assertThat(answers(model, cold.with(Duration.ofNanos(1)))).isEqualTo(expected);
  }

  @Test
  void aShortContextIsRoomEnough() throws IOException, InterruptedException {
    Path model = RandomModel.write(folder);
    EngineOptions options = new EngineOptions(1, "auto", 1, 1, 32).with(Duration.ofMillis(50));
    assertThat(answers(model, options)).isNotEmpty();
  }

  @Test
  void itTellsHowItComputes() throws IOException {
    Path model = RandomModel.write(folder);
    EngineOptions options = new EngineOptions(2, "scalar", 1, 1, 0);
    try (Engine engine = Engine.open(model, options)) {
      assertThat(engine.computing())
          .isEqualTo("scalar (" + engine.backendReason() + "), 2 threads, weights as in the file");
    }
    try (Engine engine = Engine.open(model, options.with(2, "vector"))) {
      assertThat(engine.computing()).startsWith("vector (").contains("weights in bands");
    }
  }

  private static String answers(Path model, EngineOptions options) throws InterruptedException {
    StringBuilder all = new StringBuilder();
    try (Engine engine = Engine.open(model, options)) {
      SamplingSettings sampling = new SamplingSettings(0.8f, 0.9f, 0, 0, 7);
      for (int[] prompt : new int[][] {{1, 2, 3}, {200}, new int[60]}) {
        // The cache may hold one short answer only.
        int length = Math.min(prompt.length, engine.facts().contextLength() - 9);
        int[] fitting = Arrays.copyOf(prompt, length);
        GenerationRequest request = new GenerationRequest(fitting, 8, sampling, List.of());
        Generation generation = engine.submit(request);
        while (generation.next() != null) {
          continue;
        }
        all.append(Arrays.toString(generation.outcome().outputTokens()));
      }
    }
    return all.toString();
  }
}
