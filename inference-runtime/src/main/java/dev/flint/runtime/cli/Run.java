package dev.flint.runtime.cli;

import dev.flint.runtime.engine.ChatMessage;
import dev.flint.runtime.engine.Delta;
import dev.flint.runtime.engine.Engine;
import dev.flint.runtime.engine.EngineOptions;
import dev.flint.runtime.engine.FinishReason;
import dev.flint.runtime.engine.Generation;
import dev.flint.runtime.engine.GenerationRequest;
import dev.flint.runtime.engine.Outcome;
import dev.flint.runtime.sampling.SamplingSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code flint run}: streams the answer to one prompt. */
@Command(
    name = "run",
    description =
        "Streams a model's answer to a prompt. The prompt is a user's message in the model's own"
            + " chat template; with --raw, or where the model has none, it is text to go on with.")
final class Run implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ComputeOptions compute = new ComputeOptions();

  @Parameters(index = "0", paramLabel = "MODEL", description = "a GGUF file")
  private Path model = Path.of("");

  @Parameters(index = "1", paramLabel = "PROMPT", description = "what to answer")
  private String prompt = "";

  @Option(names = "-n", paramLabel = "N", description = "most tokens to generate (default 64)")
  private int tokens = 64;

  @Option(names = "--temperature", paramLabel = "T", description = "0 (the default): no chance")
  private float temperature;

  @Option(names = "--top-p", paramLabel = "P", description = "share to draw from (default 0.95)")
  private float topP = 0.95f;

  @Option(names = "--seed", paramLabel = "S", description = "seed of the draws (default 1)")
  private long seed = 1;

  @Option(names = "--raw", description = "no chat template")
  private boolean raw;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    SamplingSettings sampling = new SamplingSettings(temperature, topP, 0, 0, seed);
    Checks.inRange("-n", tokens, 1, Integer.MAX_VALUE);
    EngineOptions options =
        EngineOptions.defaults()
            .with(compute.threads(), compute.backend())
            .with(compute.cacheFormat())
            .with(compute.placement())
            .with(Duration.ZERO) // the first answer is the only one
            .alone();
    try (Engine engine = Engine.open(model, options)) {
      int[] ids =
          raw || !engine.hasChatTemplate()
              ? engine.textPrompt(prompt)
              : engine.chatPrompt(List.of(new ChatMessage("user", prompt)));
      Generation answer = engine.submit(new GenerationRequest(ids, tokens, sampling, List.of()));
      for (Delta delta = answer.next(); delta != null; delta = answer.next()) {
        out.print(delta.text());
        out.flush();
      }
      out.println();
      Outcome outcome = answer.outcome();
      if (outcome.reason() == FinishReason.FAILED) {
        spec.commandLine().getErr().println("flint: " + outcome.error());
        return 1;
      }
    }
    return 0;
  }
}
