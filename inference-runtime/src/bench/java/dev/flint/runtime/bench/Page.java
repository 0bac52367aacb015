package dev.flint.runtime.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The report as Markdown. */
final class Page {
  private static final double MB = 1e6;

  private final Options options;
  private final Machine machine;
  private final List<Outcome> outcomes;

  Page(Options options, Machine machine, List<Outcome> outcomes) {
    this.options = options;
    this.machine = machine;
    this.outcomes = outcomes;
  }

  String text() throws IOException {
    List<String> parts = new ArrayList<>();
    parts.add("# Benchmarks");
    parts.add(
        "Made by `%s`; what stands below a heading `Notes` is kept, all else is written anew."
            .formatted(options.command()));
    parts.add(how());
    parts.add("## Machine");
    parts.add(machine());
    parts.add("## Speed, best backend");
    parts.add(
        "Backend %s; tokens per second, Flint / llama.cpp, and in bold the ratio."
            .formatted(outcomes.getFirst().auto().about()));
    parts.add(speeds(false));
    parts.add("## Speed, plain Java");
    if (outcomes.getFirst().vector().isPresent()) {
      parts.add("Backend %s.".formatted(outcomes.getFirst().vector().orElseThrow().about()));
      parts.add(speeds(true));
    } else {
      parts.add("The best backend present was `vector` itself: the table above.");
    }
    parts.add("## Limits");
    parts.add(
        "Decoding: bytes of all weight matrices times tokens per second, against the read"
            + " bandwidth on as many threads. Prompts of 512: two operations per weight of the"
            + " layers and token, and the output once, against the single-precision peak; integer"
            + " instructions do more per cycle, so more than all of it is possible.");
    parts.add(Limits.table(outcomes, machine));
    parts.add("## Memory and start");
    parts.add(
        "Most physical memory after all of the above, the mapped file included, with a cache for"
            + " 512 tokens; seconds from opening the file to the first computed token, the page"
            + " cache warm, the start of the process not counted.");
    parts.add(memory());
    if (outcomes.stream().anyMatch(outcome -> outcome.shape() == ModelShape.ONE_BILLION)) {
      parts.add("## Goals");
      parts.add("Ratios wanted on the shape of a billion, and what was reached.");
      parts.add(Goals.table(outcomes, machine));
    }
    return parts.stream().map(String::strip).collect(Collectors.joining("\n\n", "", "\n"));
  }

  private String how() {
    return """
    Models have random weights, mixed as llama.cpp's quantiser mixes them, with a tied output: \
    `1b` has 16 layers, width 2048, 32 heads over 8, feed-forward 8192, vocabulary 128,256; \
    `135m` has 30 layers, width 576, 9 heads over 3, feed-forward 1536, vocabulary 49,152. The \
    peer is %s (processor library `%s`, its defaults, and a thread pool that stays). Keys and \
    values are kept as each side does by default: in single precision here, in half precision \
    there. Each contender lives in a process of its own with the model loaded; they compute in turns, and \
    the medians of %d rounds are told, after an uncounted warm-up of at least one run and two \
    seconds. `prefill N` computes N tokens in one step, `decode 64` one by one, both from an \
    empty cache; sampling and text are left out on both sides.\
    """
        .formatted(options.peerName(), outcomes.getFirst().peer().about(), options.rounds());
  }

  private String machine() {
    return new Table("", "")
        .row("processor", machine.processor())
        .row("cores", machine.cores())
        .row("vector instructions", machine.vectors())
        .row("memory", Table.number(machine.memory() / (double) (1 << 30), 0) + " GiB")
        .row("reading memory, by threads", list(machine.bandwidth(), "GB/s"))
        .row("multiply-adds in single precision, by threads", list(machine.peak(), "GFLOP/s"))
        .toString();
  }

  private static String list(Map<Integer, Double> byThreads, String unit) {
    return byThreads.entrySet().stream()
        .map(entry ->
            "%d: %s %s".formatted(entry.getKey(), Table.number(entry.getValue() / 1e9, 1), unit))
        .collect(Collectors.joining(", "));
  }

  private String speeds(boolean plain) {
    List<String> headings = new ArrayList<>(List.of("model", "threads"));
    for (Workload workload : Workload.values()) {
      headings.addAll(List.of(workload.request, "ratio"));
    }
    Table table = new Table(headings.toArray(String[]::new));
    for (Outcome outcome : outcomes) {
      Side ours = plain ? outcome.vector().orElseThrow() : outcome.auto();
      List<Object> cells = new ArrayList<>(List.of(outcome.model().label(), outcome.threads()));
      for (Workload workload : Workload.values()) {
        cells.add(
            Table.speed(ours.speed(workload))
                + " / "
                + Table.speed(outcome.peer().speed(workload)));
        cells.add(Table.ratio(outcome.ratio(ours, workload)));
      }
      table.row(cells.toArray());
    }
    return table.toString();
  }

  private String memory() throws IOException {
    Table table =
        new Table(
            "model",
            "threads",
            "file MB",
            "peak MB",
            "of the file",
            "llama.cpp MB",
            "first token s",
            "llama.cpp s");
    for (Outcome outcome : outcomes) {
      double file = Files.size(outcome.model().file());
      table.row(
          outcome.model().label(),
          outcome.threads(),
          Table.number(file / MB, 0),
          Table.number(outcome.auto().peak() / MB, 0),
          Table.percent(outcome.auto().peak() / file),
          Table.number(outcome.peer().peak() / MB, 0),
          Table.number(outcome.auto().firstToken(), 2),
          Table.number(outcome.peer().firstToken(), 2));
    }
    return table.toString();
  }
}
