package dev.flint.platform.chat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.flint.platform.problem.Problem;
import dev.flint.platform.problem.ProblemWriter;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Server-sent events (WHATWG HTML, 9.2): one chunk per event, each sent as soon as it exists. */
record StreamedReply(HttpServletResponse response, Document document) implements Reply {
  private static final byte[] DATA = "data: ".getBytes(US_ASCII);
  private static final byte[] END = "\n\n".getBytes(US_ASCII);
  private static final byte[] ERROR = "event: error\n".getBytes(US_ASCII);
  private static final byte[] DONE = "[DONE]".getBytes(US_ASCII);

  @Override
  public void begin() throws IOException {
    response.setContentType("text/event-stream;charset=UTF-8");
    response.setHeader("Cache-Control", "no-cache, no-store");
    response.setHeader("X-Accel-Buffering", "no"); // reverse proxies hold events back otherwise
    if (document.shape().opens()) {
      send(document.opening());
    } else {
      response.flushBuffer();
    }
  }

  @Override
  public void piece(String text) throws IOException {
    if (!text.isEmpty()) {
      send(document.piece(text));
    }
  }

  @Override
  public void end(Ending ending) throws IOException {
    send(document.closing(ending.finishReason()));
    if (document.usage()) {
      send(document.usage(ending.promptTokens(), ending.outputTokens()));
    }
    send(DONE);
  }

  @Override
  public void fail(Problem problem) throws IOException {
    if (response.isCommitted()) {
      response.getOutputStream().write(ERROR);
      send(ProblemWriter.json(problem));
    } else {
      ProblemWriter.write(response, problem);
    }
  }

  private void send(byte[] data) throws IOException {
    ServletOutputStream out = response.getOutputStream();
    out.write(DATA);
    out.write(data);
    out.write(END);
    response.flushBuffer();
  }
}
