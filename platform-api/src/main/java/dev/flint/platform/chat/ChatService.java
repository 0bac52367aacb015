package dev.flint.platform.chat;

import dev.flint.platform.guard.Fields;
import dev.flint.platform.guard.RequestBody;
import dev.flint.platform.problem.ApiProblem;
import dev.flint.platform.problem.Failures;
import dev.flint.platform.problem.Problem;
import dev.flint.platform.serving.EnginePool;
import dev.flint.platform.serving.Serving;
import dev.flint.platform.trail.AuditEvent;
import dev.flint.platform.trail.Intent;
import dev.flint.platform.trail.RequestFacts;
import dev.flint.platform.trail.Settings;
import dev.flint.platform.trail.Trail;
import dev.flint.platform.trail.TrailUnavailable;
import dev.flint.runtime.engine.Engine;
import dev.flint.runtime.engine.Generation;
import dev.flint.runtime.engine.GenerationRequest;
import dev.flint.runtime.sampling.SamplingSettings;
import java.io.IOException;
import org.springframework.stereotype.Service;

/**
 * The only orchestrator: a request's journey from its body to its last byte. Nothing leaves before
 * the request is durable in the record, and whatever becomes of it is recorded too.
 */
@Service
final class ChatService {
  private static final int NO_TOP_K = 0;
  private static final float NO_MIN_P = 0f;

  private final EnginePool engines;
  private final Trail trail;
  private final Relay relay;
  private final Seeds seeds = new Seeds();

  ChatService(EnginePool engines, Trail trail, Relay relay) {
    this.engines = engines;
    this.trail = trail;
    this.relay = relay;
  }

  /**
   * Answers one request.
   *
   * @throws ApiProblem when it is refused; nothing has left then
   * @throws IOException when the client goes away while it still sends
   */
  void answer(Exchange exchange) throws IOException {
    Ask ask;
    try {
      ask = exchange.endpoint().read(Fields.of(RequestBody.json(exchange.request())));
    } catch (RuntimeException refused) {
      throw recorded(exchange, "", refused);
    }
    Started started;
    try {
      started = start(exchange, ask);
    } catch (RuntimeException refused) {
      throw recorded(exchange, ask.model(), refused);
    }
    relay.run(exchange, ask, started);
  }

  private Started start(Exchange exchange, Ask ask) {
    Serving.Ready model =
        switch (engines.engine(ask.model())) {
          case Serving.Ready ready -> ready;
          case Serving.NotFound missing ->
              throw new ApiProblem(Problem.modelNotFound(missing.modelName()));
          case Serving.Refused refused ->
              throw new ApiProblem(Problem.unavailable("model_refused", refused.reason()));
        };
    Engine engine = model.engine();
    int[] prompt = Tokens.of(ask.prompt(), engine);
    int room = engine.facts().contextLength() - prompt.length;
    if (room < 1) {
      throw new ApiProblem(
          Problem.contextExceeded(
              ask.prompt().field(),
              "The prompt has %d tokens; the context of '%s' holds %d, the answer included."
                  .formatted(prompt.length, ask.model(), engine.facts().contextLength())));
    }
    // An upper bound beyond the context is no mistake: the answer then ends with 'length'.
    int maxTokens = ask.maxTokens() == null ? room : Math.min(ask.maxTokens(), room);
    long seed = ask.seed() == null ? seeds.next() : ask.seed();
    SamplingSettings sampling =
        new SamplingSettings(ask.temperature(), ask.topP(), NO_TOP_K, NO_MIN_P, seed);
    // Submitted first, so that the prompt is read while the record is being written.
    GenerationRequest asked = new GenerationRequest(prompt, maxTokens, sampling, ask.stop());
    Generation generation = engine.submit(asked);
    try {
      Intent intent =
          trail.requested(
              new RequestFacts(
                  exchange.caller(),
                  exchange.source(),
                  exchange.route(),
                  model.model(),
                  settings(asked),
                  prompt));
      return new Started(model, generation, intent, seed);
    } catch (RuntimeException unrecorded) {
      generation.cancel();
      throw unrecorded;
    }
  }

  private static Settings settings(GenerationRequest asked) {
    SamplingSettings sampling = asked.sampling();
    return new Settings(
        sampling.temperature(),
        sampling.topP(),
        sampling.topK(),
        sampling.minP(),
        sampling.seed(),
        asked.maxTokens(),
        asked.stop());
  }

  /** What the record says of a refusal: its code, or its status where it has none. */
  private static String code(Problem problem) {
    String code = problem.code();
    String param = problem.param();
    String what = code == null ? "status_" + problem.status() : code;
    return param == null ? what : what + " " + param;
  }

  /** Puts a refusal on the record, unless it is the record itself that failed. */
  private ApiProblem recorded(Exchange exchange, String model, RuntimeException refused) {
    Problem problem = Failures.of(refused);
    if (!(refused instanceof TrailUnavailable)) {
      trail.recorded(
          new AuditEvent.RequestRefused(
              exchange.caller(), exchange.source(), exchange.route(), model, code(problem)));
    }
    return new ApiProblem(problem);
  }
}
