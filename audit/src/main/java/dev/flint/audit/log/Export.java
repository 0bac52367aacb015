package dev.flint.audit.log;

import dev.flint.audit.AuditException;
import dev.flint.audit.AuditException.Code;
import dev.flint.audit.merkle.Tile;
import dev.flint.audit.note.Checkpoint;
import dev.flint.audit.note.VerifierKey;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Writes a log into a folder that an outsider can verify with nothing else. What is stored is
 * written as it is, also where it was tampered with: finding that is the verifier's part.
 */
public final class Export {
  private static final int PAGE = 32; // records in memory at once

  private final Storage storage;
  private final VerifierKey key;

  /** Exports the log of {@code storage} that {@code key} verifies. */
  public Export(Storage storage, VerifierKey key) {
    this.storage = storage;
    this.key = key;
  }

  /**
   * What an export covers.
   *
   * @param folder where it lies
   * @param checkpoint the tree head it ends at
   */
  public record Written(Path folder, Checkpoint checkpoint) {}

  /**
   * Writes into {@code folder}, which does not exist yet or is empty; it appears only when
   * complete.
   *
   * @throws AuditException IO, STORAGE_UNAVAILABLE, TAMPERED
   */
  public Written to(Path folder) {
    Checkpoint checkpoint =
        Checkpoint.open(
            storage
                .head()
                .note()
                .orElseThrow(
                    () -> new AuditException(Code.TAMPERED, "the log has no checkpoint to export")),
            key);
    Path target = folder.toAbsolutePath().normalize();
    try {
      refuseOccupied(target);
      Path parent = Files.createDirectories(Objects.requireNonNull(target.getParent()));
      Path draft = Files.createTempDirectory(parent, "." + target.getFileName() + "-");
      try {
        write(draft, checkpoint);
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        DurableFiles.syncFolder(parent);
      } finally {
        remove(draft);
      }
      return new Written(target, checkpoint);
    } catch (IOException | UncheckedIOException e) {
      throw new AuditException(Code.IO, "the export to %s failed: %s".formatted(target, e), e);
    }
  }

  private static void refuseOccupied(Path target) throws IOException {
    if (!Files.exists(target)) {
      return;
    }
    if (!Files.isDirectory(target)) {
      throw new AuditException(Code.IO, target + " is not a folder; name a new one");
    }
    try (Stream<Path> files = Files.list(target)) {
      if (files.findAny().isPresent()) {
        throw new AuditException(Code.IO, target + " is not empty; name a new folder");
      }
    }
  }

  private void write(Path folder, Checkpoint checkpoint) throws IOException {
    long size = checkpoint.size();
    StoredTiles tiles = new StoredTiles(storage);
    for (int level = 0; Tile.hashesAt(level, size) > 0; level++) {
      long count = Tile.hashesAt(level, size);
      for (long index = 0; index * Tile.WIDTH < count; index++) {
        Tile tile = Tile.of(level, index, size);
        put(folder.resolve(tile.path()), tiles.asStored(tile));
        if (level == 0) {
          put(folder.resolve(tile.entriesPath()), bundle(tile));
        }
      }
    }
    records(folder.resolve(Layout.RECORDS), size);
    put(folder.resolve(Layout.VKEY), (key.text() + "\n").getBytes(StandardCharsets.UTF_8));
    put(folder.resolve(Layout.CHECKPOINT), checkpoint.note().getBytes(StandardCharsets.UTF_8));
  }

  /** The entries of a tile, each behind its length in two bytes (tlog-tiles, "Log entries"). */
  private byte[] bundle(Tile tile) {
    List<byte[]> entries = storage.commitments(tile.index() * Tile.WIDTH, tile.width());
    int length = entries.stream().mapToInt(entry -> Short.BYTES + entry.length).sum();
    ByteBuffer bundle = ByteBuffer.allocate(length);
    entries.forEach(entry -> bundle.putShort((short) entry.length).put(entry));
    return bundle.array();
  }

  private void records(Path file, long size) throws IOException {
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW))) {
      long after = -1;
      while (true) {
        List<StoredRecord> page = storage.records(after, PAGE);
        for (StoredRecord row : page) {
          after = row.index().orElseThrow();
          if (after < size) {
            out.write(line(row, after).getBytes(StandardCharsets.UTF_8));
          }
        }
        if (page.isEmpty() || after >= size - 1) {
          return;
        }
      }
    }
  }

  private static String line(StoredRecord row, long index) {
    return new RecordLine(index, row.id(), row.salt(), row.record()).encode() + "\n";
  }

  private static void put(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.write(file, bytes, StandardOpenOption.CREATE_NEW);
  }

  private static void remove(Path draft) throws IOException {
    if (Files.notExists(draft)) {
      return; // it became the export
    }
    try (Stream<Path> files = Files.walk(draft)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
