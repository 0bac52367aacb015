package dev.flint.runtime.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** A child's side of the conversation: one line asks, one line answers, the end of input ends. */
final class Serving {
  private Serving() {}

  /** Loads, computes a first token, tells how long that took, then does as told. */
  static void serve(Supplier<Contender> load) throws IOException {
    long start = System.nanoTime();
    Contender contender = load.get();
    long loaded = System.nanoTime();
    contender.tokensPerSecond(1, 1);
    long first = System.nanoTime();
    System.out.println((loaded - start) + " " + (first - start) + " " + contender.about());
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(answer(contender, line));
    }
  }

  private static double answer(Contender contender, String line) throws IOException {
    String[] words = line.split(" ");
    return switch (words[0]) {
      case "prefill" -> {
        int count = Integer.parseInt(words[1]);
        yield contender.tokensPerSecond(count, count);
      }
      case "decode" -> contender.tokensPerSecond(Integer.parseInt(words[1]), 1);
      case "peak" -> status("VmHWM");
      default -> throw new IllegalArgumentException("unknown request: " + line);
    };
  }

  /** Bytes of physical memory, mapped pages of the model file included. */
  private static double status(String field) throws IOException {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith(field + ":"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElseThrow();
    }
  }
}
