package dev.flint.platform.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds everything one service keeps: database, keys, models, logs. It is locked
 * while it is open, so that two services never share it; the lock ends with the process, however it
 * ends.
 */
public final class DataFolder implements AutoCloseable {
  private final Path root;
  private final FileChannel lock;

  private DataFolder(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  /**
   * Creates the folder if need be and locks it.
   *
   * @throws StartFault DATA_LOCKED with the other process's id, or DATA_FOLDER
   */
  public static DataFolder open(Path folder) {
    Path root = folder.toAbsolutePath().normalize();
    FileChannel channel = null;
    try {
      privately(root);
      channel = FileChannel.open(root.resolve("lock"), CREATE, READ, WRITE);
      if (!locked(channel)) {
        String holder = Files.readString(root.resolve("lock"), UTF_8).strip();
        channel.close();
        throw new StartFault(
            StartFault.Code.DATA_LOCKED,
            "the data folder "
                + root
                + " is in use by another flint (process "
                + (holder.isEmpty() ? "unknown" : holder)
                + "): stop that one, or choose another folder with --data.");
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(UTF_8)), 0);
      return new DataFolder(root, channel);
    } catch (IOException e) {
      throw fault("the data folder " + root + " cannot be used: " + reason(e), e);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    }
  }

  /** The whole folder. */
  public Path root() {
    return root;
  }

  /** A sub-folder that only this user may enter, created if it is not there. */
  public Path folder(String name) {
    try {
      return privately(root.resolve(name));
    } catch (IOException e) {
      throw fault("the folder " + root.resolve(name) + " cannot be created: " + reason(e), e);
    }
  }

  /** Passwords and private keys, each in a file of its own. */
  public Secrets secrets() {
    return new Secrets(folder("secrets"));
  }

  /** The audit log's signing key, with its verifier key on the first line. */
  public Path logKey() {
    return folder("secrets").resolve("log-key");
  }

  /** Where the audit log's latest checkpoint and verifier key are published. */
  public Path publishedLog() {
    return folder("log");
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw fault("the lock of the data folder " + root + " cannot be released: " + reason(e), e);
    }
  }

  static Path privately(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    return folder;
  }

  static StartFault fault(String message, IOException cause) {
    return new StartFault(StartFault.Code.DATA_FOLDER, message, cause);
  }

  /** An IOException's message is often only a path; its class then says what happened to it. */
  static String reason(IOException e) {
    String what =
        switch (e) {
          case java.nio.file.AccessDeniedException denied -> "permission denied, ";
          case java.nio.file.NoSuchFileException missing -> "no such file, ";
          case java.nio.file.FileAlreadyExistsException exists -> "a file is in the way, ";
          default -> "";
        };
    return what + e.getMessage();
  }
}
