package dev.flint.runtime.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code flint bench}: how fast one sequence is computed. */
@Command(
    name = "bench",
    description = "Measures prompt and decode speed in tokens per second, each from position 0.")
final class Bench implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ComputeOptions compute = new ComputeOptions();

  @Parameters(paramLabel = "MODEL", description = "a GGUF file")
  private Path model = Path.of("");

  @Option(names = "-p", paramLabel = "N", description = "prompt tokens (default 512)")
  private int prefill = 512;

  @Option(names = "-n", paramLabel = "N", description = "tokens to decode (default 128)")
  private int decode = 128;

  @Option(names = "-r", paramLabel = "N", description = "repetitions (default 3)")
  private int repetitions = 3;

  @Option(names = "--json", description = "one JSON object")
  private boolean json;

  @Override
  public Integer call() {
    Checks.inRange("-p", prefill, 1, 1 << 20);
    Checks.inRange("-n", decode, 1, 1 << 20);
    Checks.inRange("-r", repetitions, 1, 10_000);
    long start = System.nanoTime();
    try (Session session = new Session(model, compute)) {
      double loaded = millisSince(start);
      int prompt = fit(session, "-p", prefill);
      int answer = fit(session, "-n", decode);
      int[] tokens = tokens(Math.max(prompt, answer), session.vocabulary());
      List<Double> prefills = new ArrayList<>();
      List<Double> decodes = new ArrayList<>();
      measure(session, tokens, prompt, Session.STEP); // the compiler's share, not counted
      measure(session, tokens, answer, 1);
      for (int i = 0; i < repetitions; i++) {
        prefills.add(measure(session, tokens, prompt, Session.STEP));
        decodes.add(measure(session, tokens, answer, 1));
      }
      print(session, new Result(prompt, answer, prefills, decodes, loaded, peakMemory()));
    }
    return 0;
  }

  private int fit(Session session, String option, int wanted) {
    if (wanted > session.context()) {
      spec.commandLine()
          .getErr()
          .printf("flint: %s %d: the context holds %d%n", option, wanted, session.context());
    }
    return Math.min(wanted, session.context());
  }

  /** Tokens per second for so many tokens in steps of a given size. */
  private static double measure(Session session, int[] tokens, int count, int step) {
    session.begin(count);
    long start = System.nanoTime();
    for (int from = 0; from < count; from += step) {
      session.forward(tokens, from, Math.min(count, from + step), false);
    }
    return count * 1e9 / (System.nanoTime() - start);
  }

  /** Any tokens do: speed does not depend on them, except for which experts are chosen. */
  private static int[] tokens(int count, int vocabulary) {
    int[] tokens = new int[count];
    for (int i = 0; i < count; i++) {
      tokens[i] = (int) (i * 7919L % vocabulary);
    }
    return tokens;
  }

  private record Result(
      int prompt,
      int answer,
      List<Double> prefills,
      List<Double> decodes,
      double loadMillis,
      long peakBytes) {}

  private void print(Session session, Result result) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("model", model.toString());
      object.put("backend", session.backend());
      object.put("computing", session.computing());
      object.put("threads", session.threads());
      object.put("prefill_tokens", result.prompt);
      object.put("prefill_tps", result.prefills);
      object.put("decode_tokens", result.answer);
      object.put("decode_tps", result.decodes);
      object.put("load_ms", result.loadMillis);
      object.put("peak_rss_bytes", result.peakBytes);
      out.println(JsonWriter.write(object));
      return;
    }
    out.printf("model    %s%n", model);
    out.printf("backend  %s, %d threads%n", session.backend(), session.threads());
    out.printf("kernels  %s%n", session.computing());
    out.printf(Locale.ROOT, "load     %.0f ms%n", result.loadMillis);
    out.printf(Locale.ROOT, "memory   %,d bytes at most%n", result.peakBytes);
    row(out, "prefill", result.prompt, result.prefills);
    row(out, "decode", result.answer, result.decodes);
  }

  private static void row(PrintWriter out, String what, int tokens, List<Double> speeds) {
    List<Double> sorted = speeds.stream().sorted().toList();
    out.printf(
        Locale.ROOT,
        "%-8s %5d tokens  %10.1f tokens/s (median of %d; %.1f to %.1f)%n",
        what,
        tokens,
        sorted.get(sorted.size() / 2),
        sorted.size(),
        sorted.getFirst(),
        sorted.getLast());
  }

  private static double millisSince(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  /** The most physical memory this process ever held; 0 where the system does not tell. */
  private static long peakMemory() {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
