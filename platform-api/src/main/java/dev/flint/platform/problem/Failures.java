package dev.flint.platform.problem;

import dev.flint.platform.trail.TrailUnavailable;
import dev.flint.registry.fault.RegistryException;
import dev.flint.runtime.RuntimeFault;
import java.util.Locale;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatusCode;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;

/** What each failure means to a client. Whatever is not known here is a 500 without details. */
public final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  /** The problem to answer with; logs what the client must not see. */
  public static Problem of(Throwable failure) {
    return switch (failure) {
      case ApiProblem known -> known.problem();
      case RuntimeFault fault -> of(fault);
      case RegistryException refused -> of(refused);
      case TrailUnavailable down -> {
        LOG.error("The record is not available, so nothing is answered: {}", down.getMessage());
        yield Problem.unavailable(
            "record_unavailable", "The record of requests cannot be written, so none is answered.");
      }
      case DataAccessException down -> databaseDown(down);
      case TransactionException down -> databaseDown(down);
      case ErrorResponse spring -> of(spring);
      default -> {
        LOG.error("A request failed for a reason nobody foresaw", failure);
        yield Problem.internal();
      }
    };
  }

  private static Problem of(RuntimeFault fault) {
    String sentence = Objects.requireNonNullElse(fault.getMessage(), fault.code().name());
    return switch (fault.code()) {
      case OVERLOADED -> Problem.overloaded(sentence);
      case CONTEXT_EXCEEDED -> Problem.contextExceeded("messages", sentence);
      case BAD_REQUEST -> Problem.invalid(null, sentence);
      // A template refuses what it was not written for, for example two user messages in a row.
      case TEMPLATE ->
          Problem.invalid("messages", "The model's chat template refuses this: " + sentence);
      case CLOSED ->
          Problem.unavailable("shutting_down", "The model is being unloaded; try again shortly.");
      case MALFORMED_MODEL, UNSUPPORTED_MODEL, IO -> {
        LOG.error("The engine failed: {}", sentence, fault);
        yield Problem.internal();
      }
    };
  }

  private static Problem of(RegistryException refused) {
    String sentence = Objects.requireNonNullElse(refused.getMessage(), refused.code().name());
    return switch (refused.code()) {
      case INVALID_NAME, INVALID_ARGUMENT, UNSUITABLE_FILE -> Problem.invalid(null, sentence);
      case NOT_FOUND -> Problem.notFound(sentence);
      case ILLEGAL_TRANSITION, CONFLICT, UNTRUSTED ->
          Problem.conflict(refused.code().name().toLowerCase(Locale.ROOT), sentence);
      case STORAGE_UNAVAILABLE -> databaseDown(refused);
      case NO_SPACE, IO, BAD_KEY -> {
        LOG.error("The registry failed: {}", sentence, refused);
        yield Problem.internal();
      }
    };
  }

  private static Problem databaseDown(RuntimeException down) {
    LOG.error("The database is not available: {}", down.getMessage());
    return Problem.unavailable(
        "database_unavailable", "The database cannot be reached, so no request is answered.");
  }

  /**
   * Spring's own refusals: unknown route, wrong method, wrong type, missing parameter and so on.
   */
  private static Problem of(ErrorResponse spring) {
    HttpStatusCode status = spring.getStatusCode();
    if (status.is5xxServerError()) {
      LOG.error("A request failed inside the framework", (Throwable) spring);
      return Problem.internal();
    }
    String detail = spring.getBody().getDetail();
    String sentence = detail == null ? "The request cannot be processed." : detail;
    return Problem.ofStatus(status.value(), ending(sentence));
  }

  private static String ending(String sentence) {
    String trimmed = sentence.strip();
    return trimmed.endsWith(".") ? trimmed : trimmed + ".";
  }
}
