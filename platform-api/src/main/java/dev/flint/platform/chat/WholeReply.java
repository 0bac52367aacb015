package dev.flint.platform.chat;

import dev.flint.platform.problem.Problem;
import dev.flint.platform.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** One JSON object, once everything is known. */
record WholeReply(HttpServletResponse response, Document document) implements Reply {

  @Override
  public void begin() {}

  @Override
  public void piece(String text) {}

  @Override
  public void end(Ending ending) throws IOException {
    byte[] body =
        document.whole(
            ending.text(), ending.finishReason(), ending.promptTokens(), ending.outputTokens());
    response.setContentType("application/json");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
    response.flushBuffer();
  }

  @Override
  public void fail(Problem problem) throws IOException {
    ProblemWriter.write(response, problem);
  }
}
