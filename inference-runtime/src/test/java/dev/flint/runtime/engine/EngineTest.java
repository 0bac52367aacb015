package dev.flint.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flint.runtime.RuntimeFault;
import dev.flint.runtime.RuntimeFault.Code;
import dev.flint.runtime.sampling.SamplingSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EngineTest {
  @TempDir static Path folder;
  static Path model;

  @BeforeAll
  static void babbler() throws IOException {
    model = RandomModel.write(folder);
  }

  /** Alone or in a crowd, one thread or three: an answer is what it is. */
  @Test
  void companyChangesNothing() throws InterruptedException {
    List<GenerationRequest> requests = new ArrayList<>();
    Random random = new Random(3);
    for (int i = 0; i < 24; i++) {
      int[] prompt = random.ints(1 + random.nextInt(100), 0, 256).toArray();
      float temperature = i % 3 == 0 ? 0 : 0.8f;
      SamplingSettings sampling = new SamplingSettings(temperature, 0.9f, 0, 0, i);
      requests.add(new GenerationRequest(prompt, 1 + random.nextInt(60), sampling, List.of("e")));
    }
    List<String> alone = new ArrayList<>();
    try (Engine engine = open("scalar", 1, 1)) {
      for (GenerationRequest request : requests) {
        alone.add(describe(engine.submit(request)));
      }
    }
    try (Engine engine = open("vector", 3, 7)) {
      List<Generation> together = requests.stream().map(engine::submit).toList();
      for (int i = 0; i < requests.size(); i++) {
        assertThat(describe(together.get(i))).as("request " + i).isEqualTo(alone.get(i));
      }
    }
  }

  @Test
  void theDeltasAreTheAnswer() throws InterruptedException {
    try (Engine engine = open("auto", 2, 4)) {
      Generation generation = engine.submit(request(40, List.of()));
      StringBuilder text = new StringBuilder();
      List<Integer> tokens = new ArrayList<>();
      for (Delta delta = generation.next(); delta != null; delta = generation.next()) {
        text.append(delta.text());
        tokens.add(delta.token());
      }
      Outcome outcome = generation.outcome();
      assertThat(text).hasToString(outcome.text());
      assertThat(tokens).hasSize(outcome.outputTokens().length);
      assertThat(outcome.promptTokens()).isEqualTo(3);
    }
  }

  @Test
  void tokensEndAtTheLimitOrTheContext() throws InterruptedException {
    try (Engine engine = open("auto", 1, 2)) {
      Outcome outcome = engine.submit(greedy(new int[] {1, 2, 3}, 5)).outcome();
      assertThat(outcome.reason()).isEqualTo(FinishReason.LENGTH);
      assertThat(outcome.outputTokens()).hasSize(5);
      int[] nearlyFull = new int[RandomModel.CONTEXT - 2];
      assertThat(engine.submit(greedy(nearlyFull, 1000)).outcome().outputTokens().length)
          .isLessThanOrEqualTo(2);
    }
  }

  @Test
  void whatCannotBeServedIsRefusedAtOnce() {
    try (Engine engine = open("auto", 1, 2)) {
      assertRefused(engine, greedy(new int[] {}, 1), Code.BAD_REQUEST);
      assertRefused(engine, greedy(new int[] {1}, 0), Code.BAD_REQUEST);
      assertRefused(engine, greedy(new int[] {257}, 1), Code.BAD_REQUEST);
      assertRefused(engine, greedy(new int[] {-1}, 1), Code.BAD_REQUEST);
      assertRefused(engine, greedy(new int[RandomModel.CONTEXT], 1), Code.CONTEXT_EXCEEDED);
    }
  }

  @Test
  void aFullQueueIsAnError() {
    EngineOptions one = new EngineOptions(1, "auto", 1, 2, 0);
    try (Engine engine = Engine.open(model, one)) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 50; i++) {
                  engine.submit(request(200, List.of()));
                }
              })
          .isInstanceOfSatisfying(
              RuntimeFault.class, fault -> assertThat(fault.code()).isEqualTo(Code.OVERLOADED));
    }
  }

  @Test
  void cancellingEndsAnAnswerAndFreesItsPlace() throws InterruptedException {
    EngineOptions one = new EngineOptions(1, "auto", 1, 8, 0);
    try (Engine engine = Engine.open(model, one)) {
      Generation running = engine.submit(request(250, List.of()));
      Generation waiting = engine.submit(request(250, List.of()));
      Generation last = engine.submit(request(2, List.of()));
      running.next();
      waiting.cancel();
      running.cancel();
      assertThat(running.outcome().reason()).isIn(FinishReason.CANCELLED, FinishReason.STOP);
      assertThat(waiting.outcome().reason()).isEqualTo(FinishReason.CANCELLED);
      assertThat(waiting.outcome().outputTokens()).isEmpty();
      assertThat(last.outcome().outputTokens()).isNotEmpty();
    }
  }

  @Test
  void closingLetsAnswersFinishAndRefusesMore() throws InterruptedException {
    Engine engine = open("auto", 1, 4);
    Generation generation = engine.submit(greedy(new int[] {7}, 30));
    engine.close(Duration.ofMinutes(1));
    assertThat(generation.outcome().reason()).isIn(FinishReason.LENGTH, FinishReason.STOP);
    assertThatThrownBy(() -> engine.submit(greedy(new int[] {7}, 1)))
        .isInstanceOfSatisfying(
            RuntimeFault.class, fault -> assertThat(fault.code()).isEqualTo(Code.CLOSED));
  }

  @Test
  void closingAtOnceCancelsWhatRuns() throws InterruptedException {
    Engine engine = open("auto", 1, 1);
    Generation first = engine.submit(request(250, List.of()));
    Generation second = engine.submit(request(250, List.of()));
    engine.close();
    assertThat(first.outcome()).isNotNull();
    assertThat(second.outcome().reason()).isEqualTo(FinishReason.CANCELLED);
  }

  @Test
  void aModelWithoutATemplateGetsAPlainOne() {
    try (Engine engine = open("auto", 1, 1)) {
      int[] prompt = engine.chatPrompt(List.of(new ChatMessage("user", "hi")));
      assertThat(engine.tokenizer().decode(prompt)).isEqualTo("user: hi\nassistant:");
      assertThat(engine.hasChatTemplate()).isFalse();
      assertThat(engine.chatTemplateDigest()).hasSize(64);
    }
  }

  private static Engine open(String backend, int threads, int sequences) {
    return Engine.open(model, new EngineOptions(threads, backend, sequences, 64, 0));
  }

  private static GenerationRequest greedy(int[] prompt, int most) {
    return new GenerationRequest(prompt, most, new SamplingSettings(0, 1, 0, 0, 0), List.of());
  }

  private static GenerationRequest request(int most, List<String> stop) {
    return new GenerationRequest(
        new int[] {10, 20, 30}, most, new SamplingSettings(1, 1, 0, 0, 9), stop);
  }

  private static void assertRefused(Engine engine, GenerationRequest request, Code code) {
    assertThatThrownBy(() -> engine.submit(request))
        .isInstanceOfSatisfying(
            RuntimeFault.class, fault -> assertThat(fault.code()).isEqualTo(code));
  }

  private static String describe(Generation generation) throws InterruptedException {
    Outcome outcome = generation.outcome();
    return outcome.reason()
        + " "
        + java.util.Arrays.toString(outcome.outputTokens())
        + " "
        + outcome.text();
  }
}
