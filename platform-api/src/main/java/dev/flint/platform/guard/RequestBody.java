package dev.flint.platform.guard;

import dev.flint.platform.problem.ApiProblem;
import dev.flint.platform.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the JSON object in a request's body, within {@link #LIMIT} bytes. */
public final class RequestBody {
  /** The largest body, in bytes. */
  public static final int LIMIT = 8 << 20;

  private RequestBody() {}

  /**
   * The body as a JSON object.
   *
   * @throws ApiProblem 413 over the limit, 415 when it is not declared as JSON, 400 when it is not
   * @throws IOException the client went away while sending
   */
  public static JsonNode json(HttpServletRequest request) throws IOException {
    String type = request.getContentType();
    if (!isJson(type)) {
      throw new ApiProblem(Problem.unsupportedMediaType(type == null ? "" : type));
    }
    String coding = request.getHeader("Content-Encoding");
    if (coding != null && !coding.equalsIgnoreCase("identity")) {
      // Unpacking would let a small body become a large one.
      throw new ApiProblem(Problem.unsupportedMediaType(coding));
    }
    if (request.getContentLengthLong() > LIMIT) {
      throw new ApiProblem(Problem.tooLarge(LIMIT));
    }
    byte[] body = request.getInputStream().readNBytes(LIMIT + 1);
    if (body.length > LIMIT) {
      throw new ApiProblem(Problem.tooLarge(LIMIT));
    }
    return StrictJson.parse(body);
  }

  private static boolean isJson(@Nullable String type) {
    if (type == null) {
      return false;
    }
    String essence = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return essence.equals("application/json") || essence.endsWith("+json");
  }
}
