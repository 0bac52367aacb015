package dev.flint.runtime.weights;

import dev.flint.runtime.RuntimeFault;
import dev.flint.runtime.RuntimeFault.Code;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/** Makes a file appear complete or not at all: written beside its place, synchronised, renamed. */
final class CompleteFile {
  /** Writes the whole content. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private CompleteFile() {}

  /** Writes {@code content} to {@code out}, which must not be {@code source}. */
  static void write(Path source, Path out, Content content) {
    Path target = out.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null || Files.isDirectory(target)) {
      throw new RuntimeFault(Code.IO, out + " is a folder, not a file to write");
    }
    if (!Files.isDirectory(folder)) {
      throw new RuntimeFault(Code.IO, out + " cannot be written: there is no folder " + folder);
    }
    String unique = Long.toHexString(ThreadLocalRandom.current().nextLong());
    Path partial = folder.resolve("." + target.getFileName() + "." + unique + ".partial");
    try {
      if (Files.exists(target) && Files.isSameFile(source, target)) {
        throw new RuntimeFault(
            Code.BAD_REQUEST, out + " is the input file itself: name another file to write");
      }
      partial.toFile().deleteOnExit(); // an interrupt ends the process without finally
      writeAll(partial, content);
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
      sync(folder);
    } catch (IOException e) {
      throw new RuntimeFault(Code.IO, out + " cannot be written: " + e.getMessage(), e);
    } finally {
      discard(partial);
    }
  }

  private static void writeAll(Path path, Content content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      content.writeTo(Channels.newOutputStream(channel));
      channel.force(true);
    }
  }

  /** The rename itself is durable only once its folder is. */
  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void discard(Path partial) {
    try {
      Files.deleteIfExists(partial);
    } catch (IOException e) {
      partial.toFile().deleteOnExit(); // a second try, when whatever held it has let go
    }
  }
}
