package dev.flint.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flint.platform.trail.TrailUnavailable;
import dev.flint.registry.fault.RegistryException;
import dev.flint.runtime.RuntimeFault;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.server.ResponseStatusException;

/** Each failure's status; what nobody foresaw tells a client nothing. */
final class FailuresTest {
  @ParameterizedTest
  @CsvSource({
    "OVERLOADED, 429, overloaded, true",
    "CONTEXT_EXCEEDED, 400, context_length_exceeded, false",
    "BAD_REQUEST, 400, invalid_value, false",
    "TEMPLATE, 400, invalid_value, false",
    "CLOSED, 503, shutting_down, true",
    "MALFORMED_MODEL, 500, internal_error, false",
    "UNSUPPORTED_MODEL, 500, internal_error, false",
    "IO, 500, internal_error, false"
  })
  void faultsOfTheRuntime(RuntimeFault.Code fault, int status, String code, boolean again) {
    Problem problem = Failures.of(new RuntimeFault(fault, "something"));
    assertThat(problem.status()).isEqualTo(status);
    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.retryAfter() > 0).isEqualTo(again);
  }

  @Test
  void everyFailureOfTheRegistryHasAStatus() {
    for (RegistryException.Code code : EnumSet.allOf(RegistryException.Code.class)) {
      Problem problem = Failures.of(new RegistryException(code, "something"));
      assertThat(problem.status()).as(code.name()).isBetween(400, 503);
    }
  }

  @Test
  void withoutRecordOrDatabaseTheAnswerIsTryAgain() {
    for (RuntimeException down :
        new RuntimeException[] {
          new TrailUnavailable("secret host"),
          new DataAccessResourceFailureException("secret host"),
          new CannotCreateTransactionException("secret host")
        }) {
      Problem problem = Failures.of(down);
      assertThat(problem.status()).isEqualTo(503);
      assertThat(problem.retryAfter()).isPositive();
      assertThat(problem.message()).doesNotContain("secret");
    }
  }

  @Test
  void whatNobodyForesawTellsNothing() {
    Problem problem = Failures.of(new IllegalStateException("the password is x"));
    assertThat(problem.status()).isEqualTo(500);
    assertThat(problem.message()).doesNotContain("password");
    assertThat(Failures.of(new ResponseStatusException(HttpStatus.BAD_GATEWAY, "secret")).message())
        .doesNotContain("secret");
  }

  @Test
  void refusalsOfTheFrameworkKeepTheirSentence() {
    Problem problem =
        Failures.of(new ResponseStatusException(HttpStatus.BAD_REQUEST, "limit is too large"));
    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.message()).isEqualTo("limit is too large.");
  }
}
