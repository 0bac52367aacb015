package dev.flint.platform.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes a {@link Problem} to a response: the same object from every part of the server. */
public final class ProblemWriter {
  private static final JsonMapper JSON = JsonMapper.shared();

  private ProblemWriter() {}

  /** The error object, {@code {"error": {message, type, param, code}}}, as one line of JSON. */
  public static byte[] json(Problem problem) {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode error = root.putObject("error");
    error.put("message", problem.message());
    error.put("type", problem.type());
    put(error, "param", problem.param());
    put(error, "code", problem.code());
    return JSON.writeValueAsBytes(root);
  }

  /** Answers with the problem. Does nothing to a response whose first byte has already left. */
  public static void write(HttpServletResponse response, Problem problem) throws IOException {
    if (response.isCommitted()) {
      return;
    }
    response.resetBuffer();
    response.setStatus(problem.status());
    // The OpenAI clients honour this header over their own rules of what to try again.
    response.setHeader("x-should-retry", Boolean.toString(problem.retryAfter() > 0));
    if (problem.retryAfter() > 0) {
      response.setHeader("Retry-After", Integer.toString(problem.retryAfter()));
    }
    if (problem.status() == 401) {
      response.setHeader("WWW-Authenticate", "Bearer"); // RFC 9110, 11.6.1
    }
    byte[] body = json(problem);
    response.setContentType("application/json");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
    response.flushBuffer();
  }

  private static void put(ObjectNode node, String name, @Nullable String value) {
    if (value == null) {
      node.putNull(name);
    } else {
      node.put(name, value);
    }
  }
}
