package dev.flint.platform.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What a controller throws becomes an answer here, and nowhere else. */
@RestControllerAdvice
final class ProblemAdvice {

  @ExceptionHandler(Throwable.class)
  void answer(Throwable failure, HttpServletResponse response) throws IOException {
    if (failure instanceof ErrorResponse spring) {
      spring.getHeaders().forEach((name, values) -> copy(response, name, values));
    }
    ProblemWriter.write(response, Failures.of(failure));
  }

  private static void copy(HttpServletResponse response, String name, Iterable<String> values) {
    if (!name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)) {
      values.forEach(value -> response.setHeader(name, value)); // for example Allow of a 405
    }
  }
}
