package dev.flint.platform.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs one of PostgreSQL's programs to its end, on a footing it accepts. */
final class Program {
  /** How a program ended and what it said. */
  record Ended(int status, String output) {
    boolean well() {
      return status == 0;
    }
  }

  private Program() {}

  static Ended run(Footing footing, Path folder, List<String> command) throws IOException {
    List<String> whole = new ArrayList<>(footing.prefix());
    whole.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(whole).directory(folder.toFile());
    builder
        .redirectErrorStream(true)
        .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
    // Nothing of the caller's surroundings (PGDATA, PGPORT, a locale that is not installed).
    String path = builder.environment().getOrDefault("PATH", "/usr/bin:/bin");
    builder.environment().clear();
    builder.environment().put("PATH", path);
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    try (var output = process.getInputStream()) {
      String said = new String(output.readAllBytes(), UTF_8).strip();
      return new Ended(process.waitFor(), said);
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while running " + command.getFirst(), e);
    }
  }
}
