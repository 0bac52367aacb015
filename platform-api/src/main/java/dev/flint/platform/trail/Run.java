package dev.flint.platform.trail;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/**
 * The name of one run of the service, kept in a file from its first record to its last: a file that
 * is still there tells the next run that this one was cut off.
 */
final class Run {
  private final Path file;

  Run(Path folder) {
    this.file = folder.resolve("run");
  }

  static String newName() {
    return UUID.randomUUID().toString();
  }

  /** The run that was cut off, if one was. */
  Optional<String> cutOff() {
    try {
      return Files.exists(file)
          ? Optional.of(Files.readString(file, US_ASCII).strip())
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("the run's name in " + file + " cannot be read", e);
    }
  }

  void begin(String name) {
    try {
      Path fresh = file.resolveSibling("run.new");
      Files.writeString(fresh, name + "\n", US_ASCII);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("the run's name cannot be written to " + file, e);
    }
  }

  void end() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the run's name in " + file + " cannot be removed", e);
    }
  }
}
