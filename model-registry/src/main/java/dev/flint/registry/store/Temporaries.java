package dev.flint.registry.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * The folder in which files grow before they get a name. A writer holds a lock on its file, so the
 * sweep at the next start removes what a crash left and leaves alone what another process writes.
 */
final class Temporaries {
  private final Path folder;

  Temporaries(Path folder) {
    this.folder = folder;
  }

  /** A new file, open for writing and locked until it is closed. */
  Temporary create() throws IOException {
    Path path = folder.resolve(UUID.randomUUID() + ".partial");
    FileChannel channel =
        FileChannel.open(
            path,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    channel.lock();
    return new Temporary(path, channel);
  }

  /** Removes files no writer holds; answers how many. */
  int sweep() throws IOException {
    int swept = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.partial")) {
      for (Path file : files) {
        if (abandoned(file)) {
          Files.deleteIfExists(file);
          swept++;
        }
      }
    }
    return swept;
  }

  private static boolean abandoned(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
      return lock != null;
    } catch (OverlappingFileLockException | NoSuchFileException heldOrGone) {
      return false;
    }
  }

  /** One growing file; closing it removes it unless it was published. */
  record Temporary(Path path, FileChannel channel) implements AutoCloseable {
    void publish(Path target) throws IOException {
      channel.force(true);
      Durable.publish(path, target);
    }

    @Override
    public void close() throws IOException {
      channel.close();
      Files.deleteIfExists(path);
    }
  }
}
