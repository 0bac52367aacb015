package dev.flint.runtime.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a report covers. */
final class Options {
  private static final int FEWEST_ROUNDS = 5;

  @Option(names = "--report", description = "measure everything and write a report")
  private boolean report;

  @Option(
      names = "--peer",
      paramLabel = "DIR",
      description = "a folder with a build of llama.cpp; default: a published one, fetched by npm")
  private Optional<Path> peer = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "default: inference-runtime/BENCHMARKS.md")
  private Path out =
      Path.of(System.getProperty("flint.home", "."), "inference-runtime", "BENCHMARKS.md");

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description = "where the random models lie or are made (6 GB); default: a cache folder")
  private Optional<Path> models = Optional.empty();

  @Option(names = "--shapes", split = ",", paramLabel = "NAME", description = "default: 1b,135m")
  private List<String> shapes = Arrays.stream(ModelShape.values()).map(s -> s.label).toList();

  @Option(
      names = "--formats",
      split = ",",
      paramLabel = "NAME",
      description = "default: Q4_0,Q8_0,Q4_K_M,F16")
  private List<String> formats = Arrays.stream(Mix.values()).map(Mix::name).toList();

  @Option(names = "--rounds", paramLabel = "N", description = "of which the median is told")
  private int rounds = FEWEST_ROUNDS;

  List<ModelShape> shapes() {
    return shapes.stream().map(ModelShape::of).toList();
  }

  List<Mix> formats() {
    return formats.stream().map(Mix::of).toList();
  }

  int rounds() {
    return rounds;
  }

  Path out() {
    return out;
  }

  Path models() {
    return models.orElseGet(() -> cache().resolve("models"));
  }

  /** Where the peer's libraries lie. */
  Path peer() throws Exception {
    PeerFiles files = peer.isPresent() ? PeerFiles.below(peer.get()) : PeerFiles.published(cache());
    return files.folder();
  }

  /** The command as anybody would type it again, without the folders of this machine. */
  String command() {
    List<String> words = new ArrayList<>(List.of("./flint", "bench", "--report"));
    Options usual = new Options();
    if (peer.isPresent()) {
      words.addAll(List.of("--peer", "DIR"));
    }
    if (!shapes.equals(usual.shapes)) {
      words.addAll(List.of("--shapes", String.join(",", shapes)));
    }
    if (!formats.equals(usual.formats)) {
      words.addAll(List.of("--formats", String.join(",", formats)));
    }
    if (rounds != usual.rounds) {
      words.addAll(List.of("--rounds", String.valueOf(rounds)));
    }
    return String.join(" ", words);
  }

  /** What the peer is called. */
  String peerName() {
    return peer.isPresent()
        ? "llama.cpp, an own build"
        : "llama.cpp as published in `@node-llama-cpp/linux-x64` " + PeerFiles.VERSION;
  }

  private static Path cache() {
    String home = System.getenv("XDG_CACHE_HOME");
    return (home == null || home.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(home))
        .resolve("flint");
  }
}
