package dev.flint.platform.chat;

import dev.flint.platform.problem.Problem;
import java.io.IOException;

/** The way an answer takes to its client. An IOException means that the client went away. */
sealed interface Reply permits StreamedReply, WholeReply {
  /** The request is on the record; bytes may leave from here on. */
  void begin() throws IOException;

  /** The next piece of text, which may be empty. */
  void piece(String text) throws IOException;

  /** The whole text is known and its outcome on the record. */
  void end(Ending ending) throws IOException;

  /** The answer broke off. */
  void fail(Problem problem) throws IOException;

  /**
   * How an answer ended well.
   *
   * @param finishReason {@code stop} or {@code length}
   */
  record Ending(String text, String finishReason, int promptTokens, int outputTokens) {}
}
