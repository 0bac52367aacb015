package dev.flint.audit.log;

import dev.flint.audit.AuditException;
import dev.flint.audit.AuditException.Code;
import dev.flint.audit.note.Checkpoint;
import dev.flint.audit.note.Note;
import dev.flint.audit.note.VerifierKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Publishes into a folder: {@code checkpoint} and {@code log.vkey}, each replaced as a whole. */
public final class FolderPublisher implements Publisher {
  private final Path folder;

  /** Publishes into {@code folder}, which is created when first needed. */
  public FolderPublisher(Path folder) {
    this.folder = folder;
  }

  @Override
  public Optional<String> published() {
    return read(folder.resolve(Layout.CHECKPOINT));
  }

  @Override
  public void publish(Checkpoint checkpoint, VerifierKey key) {
    Path keyFile = folder.resolve(Layout.VKEY);
    String line = key.text() + "\n";
    Optional<String> present = read(keyFile);
    if (present.isPresent() && !present.get().equals(line)) {
      throw new AuditException(
          Code.TAMPERED,
          "%s holds another key than this log's: move it away if the log is meant to be new"
              .formatted(keyFile));
    }
    try {
      Files.createDirectories(folder);
      if (present.isEmpty()) {
        DurableFiles.replace(keyFile, line.getBytes(StandardCharsets.UTF_8));
      }
      DurableFiles.replace(
          folder.resolve(Layout.CHECKPOINT), checkpoint.note().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AuditException(
          Code.IO, "the checkpoint could not be published into " + folder + ": " + e, e);
    }
  }

  private static Optional<String> read(Path file) {
    try {
      if (Files.notExists(file)) {
        return Optional.empty();
      }
      if (Files.size(file) > Note.MAX_BYTES) {
        throw new AuditException(Code.TAMPERED, file + " is too long to be what was published");
      }
      return Optional.of(Files.readString(file));
    } catch (IOException e) {
      throw new AuditException(Code.IO, file + " could not be read: " + e, e);
    }
  }
}
