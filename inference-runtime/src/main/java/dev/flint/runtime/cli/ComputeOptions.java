package dev.flint.runtime.cli;

import dev.flint.runtime.kernel.Backend;
import dev.flint.runtime.kernel.CacheFormat;
import picocli.CommandLine.Option;

/** What every computing command takes. */
final class ComputeOptions {
  @Option(
      names = {"-t", "--threads"},
      paramLabel = "N",
      description = "threads that compute; default: one per processor")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--backend", paramLabel = "NAME", description = "auto, scalar, vector or native")
  private String backend = Backend.AUTO;

  @Option(
      names = "--cache",
      paramLabel = "FORMAT",
      description = "how keys and values are kept: F32 (default), F16 or Q8_0")
  private CacheFormat cacheFormat = CacheFormat.F32;

  CacheFormat cacheFormat() {
    return cacheFormat;
  }

  int threads() {
    return Checks.inRange("--threads", threads, 1, 1024);
  }

  String backend() {
    return backend;
  }
}
