package dev.flint.runtime.cli;

import dev.flint.runtime.kernel.Backend;
import dev.flint.runtime.kernel.CacheFormat;
import dev.flint.runtime.weights.Placement;
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

  @Option(
      names = "--no-relay",
      description =
          "use weights as they lie in the file; otherwise quantised matrices are laid anew, in"
              + " bands, where the backend is faster with them")
  private boolean noRelay;

  @Option(
      names = "--no-huge-pages",
      description = "ordinary pages for weights laid anew; otherwise huge ones where there are any")
  private boolean noHugePages;

  @Option(
      names = "--lock",
      description = "lock the weights in memory; fails where the system's limit does not allow it")
  private boolean lock;

  Placement placement() {
    return new Placement(!noRelay, !noHugePages, lock);
  }

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
