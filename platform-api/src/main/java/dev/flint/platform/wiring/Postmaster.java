package dev.flint.platform.wiring;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a running PostgreSQL says of itself in {@code postmaster.pid}: line 1 is its process, line 4
 * its port, line 8 its state.
 */
record Postmaster(long pid, int port, boolean ready) {

  /** The server that holds this cluster now: none if the file is missing or left by a dead one. */
  static Optional<Postmaster> of(Path cluster) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(cluster.resolve("postmaster.pid"), ISO_8859_1);
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
    try {
      long pid = Long.parseLong(lines.getFirst().strip());
      int port = lines.size() > 3 ? Integer.parseInt(lines.get(3).strip()) : 0;
      boolean ready = lines.size() > 7 && lines.get(7).strip().equals("ready");
      return runs(pid, cluster) ? Optional.of(new Postmaster(pid, port, ready)) : Optional.empty();
    } catch (NumberFormatException | java.util.NoSuchElementException halfWritten) {
      return Optional.empty();
    }
  }

  // Process ids are used again, in a container almost at once: the command line has to name us.
  private static boolean runs(long pid, Path cluster) {
    if (ProcessHandle.of(pid).isEmpty()) {
      return false;
    }
    Path commandLine = Path.of("/proc", Long.toString(pid), "cmdline");
    try {
      List<String> words = List.of(Files.readString(commandLine, ISO_8859_1).split("\0"));
      return words.contains(cluster.toString());
    } catch (IOException noProcFolder) {
      return ProcessHandle.of(pid)
          .flatMap(process -> process.info().command())
          .map(command -> command.endsWith("postgres"))
          .orElse(true);
    }
  }
}
