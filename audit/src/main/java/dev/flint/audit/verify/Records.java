package dev.flint.audit.verify;

import dev.flint.audit.AuditException;
import dev.flint.audit.AuditException.Code;
import dev.flint.audit.log.Entry;
import dev.flint.audit.log.RecordLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The records of an export in the order of the file, with a look at the one that follows. */
final class Records implements AutoCloseable {
  /** The longest record and the rest of its line, in base64 and with room for spaces. */
  private static final int LONGEST_LINE = Entry.MAX_RECORD / 3 * 4 + 4096;

  private final InputStream in;
  private final LineReader lines;
  private final String name;
  private @Nullable RecordLine next;
  private @Nullable AuditException unreadable; // told when its turn comes, not before

  Records(Path file) throws IOException {
    this.in = Files.newInputStream(file);
    this.lines = new LineReader(in, LONGEST_LINE);
    this.name = String.valueOf(file.getFileName());
    this.next = read();
  }

  /** The record that {@link #next} would return. */
  @Nullable RecordLine peek() {
    return next;
  }

  /** The next record, or null at the end. */
  @Nullable RecordLine next() throws IOException {
    if (unreadable != null) {
      throw unreadable;
    }
    RecordLine current = next;
    next = current == null ? null : read();
    return current;
  }

  private @Nullable RecordLine read() throws IOException {
    try {
      String line = lines.next();
      return line == null ? null : RecordParser.parse(line);
    } catch (AuditException e) {
      unreadable =
          new AuditException(
              Code.MALFORMED,
              "record %d is unreadable in line %d of %s: %s"
                  .formatted(lines.line() - 1, lines.line(), name, e.getMessage()),
              e);
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
