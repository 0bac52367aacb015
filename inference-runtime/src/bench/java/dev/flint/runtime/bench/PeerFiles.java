package dev.flint.runtime.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Where the peer's libraries lie: a build of one's own, or a package that npm brings. */
record PeerFiles(Path llama, Path ggml, Path ggmlBase) {
  static final String VERSION = "3.22.1";
  private static final String PACKAGE = "@node-llama-cpp/linux-x64@" + VERSION;
  private static final String PLATFORM = "Linux-amd64";

  /** The libraries in {@code folder} or below it. */
  static PeerFiles below(Path folder) throws IOException {
    Path llama = find(folder, "libllama(\\.v[\\d.]*\\d)?\\.so");
    Path beside = folderOf(llama);
    return new PeerFiles(
        llama, find(beside, "libggml(\\.v[\\d.]*\\d)?\\.so"), find(beside, "libggml-base\\.so"));
  }

  /** Where they all lie. */
  Path folder() {
    return folderOf(llama);
  }

  private static Path folderOf(Path file) {
    return file.toAbsolutePath().resolveSibling("");
  }

  private static Path find(Path folder, String name) throws IOException {
    Pattern pattern = Pattern.compile(name);
    try (var files = Files.walk(folder, 8)) {
      return files
          .filter(file -> pattern.matcher(String.valueOf(file.getFileName())).matches())
          .sorted()
          .findFirst()
          .orElseThrow(() ->
              new IOException(
                  "%s holds no llama.cpp: no file matches %s; build it with shared libraries"
                      .formatted(folder, name)));
    }
  }

  /** The libraries of the published package, fetched once into {@code cache}. */
  static PeerFiles published(Path cache) throws IOException, InterruptedException {
    if (!(System.getProperty("os.name") + "-" + System.getProperty("os.arch")).equals(PLATFORM)) {
      throw new IOException(
          "the published libraries are for "
              + PLATFORM
              + "; name a folder with a build of llama.cpp with --peer DIR");
    }
    Path folder = cache.resolve("peer-" + VERSION);
    if (!Files.isDirectory(folder.resolve("package"))) {
      Files.createDirectories(folder);
      Path home = Files.createTempDirectory(folder, "fetch");
      try {
        run(home, List.of("npm", "pack", "--silent", PACKAGE));
        Path archive = find(home, ".*\\.tgz");
        run(home, List.of("tar", "-xzf", String.valueOf(archive.getFileName())));
        Files.move(home.resolve("package"), folder.resolve("package"));
      } finally {
        delete(home);
      }
    }
    return below(folder.resolve("package"));
  }

  private static void run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.to(folder.resolve("said").toFile()))
              .start();
    } catch (IOException e) {
      throw new IOException(
          "%s cannot be started; name a folder with a build of llama.cpp with --peer DIR"
              .formatted(command.getFirst()),
          e);
    }
    boolean ended = process.waitFor(10, TimeUnit.MINUTES);
    if (!ended || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(
          "'%s' failed: %s; or name a folder with a build of llama.cpp with --peer DIR"
              .formatted(
                  String.join(" ", command), Files.readString(folder.resolve("said")).strip()));
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
