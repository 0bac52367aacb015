package dev.flint.platform.problem;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.http.HttpStatus;

/**
 * Answers what Tomcat refuses before the application sees it, a malformed request line for example,
 * with the same error object instead of an HTML page.
 */
public final class ErrorValve extends ErrorReportValve {

  @Override
  protected void report(Request request, Response response, Throwable failure) {
    if (response.getStatus() < 400 || response.getContentWritten() > 0) {
      return;
    }
    try {
      int status = response.getStatus();
      ProblemWriter.write(response, Problem.ofStatus(status, sentence(status)));
    } catch (IOException gone) {
      container.getLogger().debug("The client left before it was told", gone);
    }
  }

  static String sentence(int code) {
    HttpStatus status = HttpStatus.resolve(code);
    return "The server refused the request: "
        + (status == null ? "status " + code : status.getReasonPhrase())
        + ".";
  }
}
