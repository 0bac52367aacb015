package dev.flint.runtime.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the measurements ran on, without its name.
 *
 * @param bandwidth bytes per second read, by threads
 * @param peak single-precision operations per second, by threads
 */
record Machine(
    String processor,
    int cores,
    String vectors,
    long memory,
    Map<Integer, Double> bandwidth,
    Map<Integer, Double> peak) {
  private static final String WORTH_NAMING =
      "(avx|avx2|fma|f16c|avx512\\w*|avx_vnni\\w*|amx\\w*|asimd\\w*|sve\\w*|i8mm|bf16)";

  /** Looks around and measures for each thread count. */
  static Machine here(List<Integer> threads) throws IOException, InterruptedException {
    Map<Integer, Double> bandwidth = new TreeMap<>();
    Map<Integer, Double> peak = new TreeMap<>();
    for (int count : threads) {
      bandwidth.put(count, ReadBandwidth.measure(count));
      peak.put(count, FloatPeak.measure(count));
    }
    String flags = field("/proc/cpuinfo", "flags|Features");
    return new Machine(
        field("/proc/cpuinfo", "model name"),
        Runtime.getRuntime().availableProcessors(),
        Arrays.stream(flags.split(" "))
            .filter(flag -> flag.matches(WORTH_NAMING))
            .collect(Collectors.joining(" ")),
        Long.parseLong(field("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) * 1024,
        bandwidth,
        peak);
  }

  double bandwidth(int threads) {
    return bandwidth.getOrDefault(threads, Double.NaN);
  }

  double peak(int threads) {
    return peak.getOrDefault(threads, Double.NaN);
  }

  private static String field(String file, String name) throws IOException {
    try (var lines = Files.lines(Path.of(file))) {
      return lines
          .map(line -> line.split(":", 2))
          .filter(parts -> parts.length == 2 && parts[0].strip().matches(name))
          .map(parts -> parts[1].strip())
          .findFirst()
          .orElse("unknown");
    }
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    System.out.println(here(List.of(1, 2)));
  }
}
