package dev.flint.runtime.cli;

import dev.flint.runtime.kernel.Backend;
import picocli.CommandLine.Option;

/** What every computing command takes. */
final class ComputeOptions {
  @Option(
      names = {"-t", "--threads"},
      paramLabel = "N",
      description = "threads that compute; default: one per processor")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--backend", paramLabel = "NAME", description = "auto, scalar or vector")
  private String backend = Backend.AUTO;

  int threads() {
    return Checks.inRange("--threads", threads, 1, 1024);
  }

  String backend() {
    return backend;
  }
}
