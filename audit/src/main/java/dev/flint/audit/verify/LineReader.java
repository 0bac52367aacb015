package dev.flint.audit.verify;

import dev.flint.audit.AuditException;
import dev.flint.audit.AuditException.Code;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lines of a file that nobody vouches for: each ends in a newline and has a bounded length. */
final class LineReader {
  private final InputStream in;
  private final int longest;
  private final byte[] buffer = new byte[64 * 1024];
  private int from;
  private int to;
  private long line;

  LineReader(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /** The next line without its newline, or null at the end. */
  @Nullable String next() throws IOException {
    byte[] text = new byte[0];
    while (true) {
      if (from == to && !fill()) {
        if (text.length == 0) {
          return null;
        }
        throw new AuditException(Code.TAMPERED, "it breaks off without a newline");
      }
      if (text.length == 0) {
        line++;
      }
      int end = newline();
      int length = text.length + end - from;
      if (length > longest) {
        throw new AuditException(Code.MALFORMED, "it is longer than %d bytes".formatted(longest));
      }
      int at = text.length;
      text = Arrays.copyOf(text, length);
      System.arraycopy(buffer, from, text, at, end - from);
      from = end;
      if (end < to) {
        from++;
        return new String(text, StandardCharsets.ISO_8859_1);
      }
    }
  }

  /** Number of the line last read, from 1. */
  long line() {
    return line;
  }

  private boolean fill() throws IOException {
    from = 0;
    to = Math.max(0, in.read(buffer));
    return to > 0;
  }

  private int newline() {
    int at = from;
    while (at < to && buffer[at] != '\n') {
      at++;
    }
    return at;
  }
}
