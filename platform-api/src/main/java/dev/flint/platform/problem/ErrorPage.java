package dev.flint.platform.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where the servlet container sends what failed outside of any controller. */
@RestController
final class ErrorPage implements ErrorController {

  @RequestMapping("/error")
  void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Object failure = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    ProblemWriter.write(response, problem(failure, status, request));
  }

  private static Problem problem(Object failure, Object status, HttpServletRequest request) {
    if (failure instanceof Throwable thrown) {
      return Failures.of(thrown);
    }
    int code = status instanceof Integer number ? number : 404;
    if (code == 404) {
      return Problem.unknownRoute(request.getMethod(), request.getRequestURI());
    }
    return code >= 500 ? Problem.internal() : Problem.ofStatus(code, ErrorValve.sentence(code));
  }
}
