package dev.flint.platform.chat;

import dev.flint.platform.problem.Failures;
import dev.flint.platform.problem.Problem;
import dev.flint.platform.trail.OutcomeFacts;
import dev.flint.platform.trail.ServedModel;
import dev.flint.platform.trail.Trail;
import dev.flint.runtime.engine.Delta;
import dev.flint.runtime.engine.FinishReason;
import dev.flint.runtime.engine.Generation;
import dev.flint.runtime.engine.Outcome;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Carries an answer from its generation to its client, and its outcome to the record. */
@Component
final class Relay {
  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

  private static final String DEVELOPMENT = "development";

  private final Trail trail;
  private final Connections connections;

  Relay(Trail trail, Connections connections) {
    this.trail = trail;
    this.connections = connections;
  }

  /** An answer that did not run to its own end, as the record has it. */
  private record Break(FinishReason reason, String code) {
    static final Break CLIENT_GONE = new Break(FinishReason.CANCELLED, "client_gone");
    static final Break SERVER_STOPPED = new Break(FinishReason.CANCELLED, "server_stopped");
    static final Break FAULT = new Break(FinishReason.FAILED, "internal_error");
  }

  void run(Exchange exchange, Ask ask, Started started) {
    Reply reply = reply(exchange, ask, started);
    Generation generation = started.generation();
    Break broken;
    try (Watch watch = Watch.over(connections.of(exchange.request()), generation::cancel)) {
      broken = carry(generation, reply, watch);
    }
    Outcome outcome = settled(generation);
    try {
      finish(started, outcome, broken, reply);
    } catch (IOException gone) {
      LOG.debug("The client left before the end of its answer: {}", gone.getMessage());
    }
  }

  /** Passes the text on until it ends; says why it broke off, null when it did not. */
  private static @Nullable Break carry(Generation generation, Reply reply, Watch watch) {
    try {
      reply.begin();
      for (Delta next = generation.next(); next != null; next = generation.next()) {
        watch.look(); // a first write to a closed connection would still succeed
        reply.piece(next.text());
      }
      return watch.departed() ? Break.CLIENT_GONE : null;
    } catch (IOException gone) {
      generation.cancel();
      return Break.CLIENT_GONE;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      generation.cancel();
      return Break.SERVER_STOPPED;
    } catch (RuntimeException fault) {
      LOG.error("An answer broke off", fault);
      generation.cancel();
      return Break.FAULT;
    }
  }

  /** The outcome once the engine has let go, which after a cancellation takes one step. */
  private static Outcome settled(Generation generation) {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return generation.outcome();
        } catch (InterruptedException again) {
          interrupted = true; // what happened must reach the record even now
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void finish(Started started, Outcome outcome, @Nullable Break broken, Reply reply)
      throws IOException {
    FinishReason reason = broken == null ? outcome.reason() : broken.reason();
    try {
      // Before the last byte leaves: a client that has the end of an answer has a complete record.
      trail.finished(
          started.intent(),
          new OutcomeFacts(
              word(reason),
              broken == null ? error(reason) : broken.code(),
              outcome.promptTokens(),
              outcome.outputTokens(),
              outcome.text()));
    } catch (RuntimeException unrecorded) {
      reply.fail(Failures.of(unrecorded));
      return;
    }
    switch (reason) {
      case STOP -> reply.end(ending(outcome, "stop"));
      case LENGTH -> reply.end(ending(outcome, "length"));
      case FAILED -> {
        LOG.error("A generation failed: {}", outcome.error());
        reply.fail(Problem.internal());
      }
      case CANCELLED ->
          reply.fail(Problem.unavailable("cancelled", "The server stopped this answer."));
    }
  }

  /** Why an answer ended that ran to its own end, as a stable code; empty when it ended well. */
  private static String error(FinishReason reason) {
    return switch (reason) {
      case STOP, LENGTH -> "";
      case CANCELLED -> Break.SERVER_STOPPED.code(); // the engine was closed
      case FAILED -> "engine_failed";
    };
  }

  /** The outcome's name in the record. */
  private static String word(FinishReason reason) {
    return switch (reason) {
      case STOP -> "stop";
      case LENGTH -> "length";
      case CANCELLED -> "cancelled";
      case FAILED -> "failed";
    };
  }

  private static Reply.Ending ending(Outcome outcome, String reason) {
    return new Reply.Ending(
        outcome.text(), reason, outcome.promptTokens(), outcome.outputTokens().length);
  }

  private static Reply reply(Exchange exchange, Ask ask, Started started) {
    HttpServletResponse response = exchange.response();
    ServedModel model = started.model().model();
    String receipt = started.intent().id();
    response.setHeader("x-flint-receipt", receipt);
    response.setHeader("x-flint-model-digest", "sha256:" + model.digest());
    response.setHeader("x-flint-seed", Long.toString(started.seed()));
    if (model.approval().equals(DEVELOPMENT)) {
      response.setHeader("x-flint-mode", "development");
    }
    Shape shape = exchange.endpoint().shape();
    Document document =
        new Document(
            shape,
            shape.idPrefix() + receipt,
            Instant.now().getEpochSecond(),
            model.name(),
            Fingerprint.of(model),
            ask.stream() && ask.includeUsage());
    return ask.stream()
        ? new StreamedReply(response, document)
        : new WholeReply(response, document);
  }
}
