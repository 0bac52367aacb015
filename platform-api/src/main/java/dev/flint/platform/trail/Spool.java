package dev.flint.platform.trail;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Records that wait for the database, one durable file each. */
final class Spool {
  private static final String SUFFIX = ".record";

  /** A record as it will be appended: the same bytes at each attempt, so that it counts once. */
  record Waiting(String id, byte[] record, byte[] salt) {}

  private final Path folder;

  Spool(Path folder) {
    this.folder = folder;
  }

  /** Stores the record durably: file first, then its name. */
  void keep(Waiting waiting) throws IOException {
    Base64.Encoder base64 = Base64.getEncoder();
    String text =
        String.join(
            "\n",
            waiting.id(),
            base64.encodeToString(waiting.salt()),
            base64.encodeToString(waiting.record()),
            "");
    Path file = file(waiting.id());
    Path fresh = folder.resolve(waiting.id() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  void forget(String id) throws IOException {
    Files.deleteIfExists(file(id));
  }

  /** What an earlier run left. */
  List<Waiting> all() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(SUFFIX))
          .sorted()
          .map(Spool::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the spool " + folder + " cannot be read", e);
    }
  }

  private Path file(String id) {
    return folder.resolve(id + SUFFIX);
  }

  private static Waiting read(Path file) {
    try {
      List<String> lines = Files.readAllLines(file, US_ASCII);
      Base64.Decoder base64 = Base64.getDecoder();
      return new Waiting(lines.get(0), base64.decode(lines.get(2)), base64.decode(lines.get(1)));
    } catch (IOException e) {
      throw new UncheckedIOException("the waiting record " + file + " cannot be read", e);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IllegalStateException(
          "the waiting record " + file + " is damaged: move it aside to start without it", e);
    }
  }
}
