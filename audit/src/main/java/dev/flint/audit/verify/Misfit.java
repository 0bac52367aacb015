package dev.flint.audit.verify;

import dev.flint.audit.AuditException;
import dev.flint.audit.AuditException.Code;
import dev.flint.audit.log.Entry;
import dev.flint.audit.log.RecordLine;
import dev.flint.audit.merkle.Tile;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Says what was done to the first record that does not fit. */
final class Misfit {
  private final TileFiles files;
  private final Records records;
  private @Nullable RecordLine last;

  Misfit(TileFiles files, Records records) {
    this.files = files;
    this.records = records;
  }

  void last(RecordLine line) {
    this.last = line;
  }

  String idOfLast() {
    RecordLine line = last;
    return line == null ? "" : " (" + line.id() + ")";
  }

  /** What to say where the record last read does not belong at {@code index}. */
  AuditException explain(long index, byte[] commitment) throws IOException {
    RecordLine line = last;
    RecordLine next = records.peek();
    if (line == null) {
      throw new IllegalStateException("no record was read");
    }
    String found = "record %d (%s)".formatted(line.index(), line.id());
    if (line.index() < index) {
      return tampered(
          "%s was inserted: it stands once more where record %d is due".formatted(found, index));
    }
    if (line.index() > index) {
      return next != null && next.index() == index
          ? tampered(
              "record %d (%s) was reordered: %s stands before it"
                  .formatted(index, next.id(), found))
          : tampered("record %d was removed: %s stands in its place".formatted(index, found));
    }
    if (next != null && matches(next, index)) {
      return matches(commitment, index + 1)
          ? tampered("%s was reordered: it was logged after (%s)".formatted(found, next.id()))
          : tampered("%s was inserted: (%s) was logged in its place".formatted(found, next.id()));
    }
    if (matches(commitment, index + 1)) {
      return tampered(
          "record %d was removed: (%s) stands in its place".formatted(index, line.id()));
    }
    for (long i = index - index % Tile.WIDTH; i < index - index % Tile.WIDTH + Tile.WIDTH; i++) {
      if (matches(commitment, i)) {
        return tampered("%s was reordered: it was logged as record %d".formatted(found, i));
      }
    }
    return tampered("%s was changed: it does not match its entry in the log".formatted(found));
  }

  private boolean matches(RecordLine line, long index) throws IOException {
    return matches(Entry.commitment(line.salt(), line.record()), index);
  }

  private boolean matches(byte[] commitment, long index) throws IOException {
    return Arrays.equals(commitment, files.entry(index));
  }

  private static AuditException tampered(String what) {
    return new AuditException(Code.TAMPERED, what);
  }
}
