package dev.flint.runtime.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code flint bench --report}: measures us and the peer in turns and writes what came out. */
@Command(
    name = "bench --report",
    mixinStandardHelpOptions = true,
    description = "Measures Flint beside llama.cpp on models with random weights.")
final class Report implements Callable<Integer> {
  private static final List<Integer> THREADS = List.of(1, 2);
  private static final String NOTES = "\n## Notes\n";

  @Mixin private Options options = new Options();

  @Override
  public Integer call() throws Exception {
    List<ModelShape> shapes = options.shapes();
    List<Mix> formats = options.formats();
    if (options.rounds() < 1) {
      throw new IllegalArgumentException("--rounds must be at least 1");
    }
    Path peer = options.peer();
    tell("measuring the machine");
    Machine machine = Machine.here(THREADS);
    Duel duel = new Duel(peer, options.rounds());
    List<Outcome> outcomes = new ArrayList<>();
    for (ModelShape shape : shapes) {
      for (Mix mix : formats) {
        tell("making %s-%s", shape.label, mix);
        RandomModel.Made model = RandomModel.in(options.models(), shape, mix);
        for (int threads : THREADS) {
          Outcome outcome = duel.of(shape, mix, model, threads);
          outcomes.add(outcome);
          tell(outcome);
        }
      }
    }
    write(new Page(options, machine, outcomes).text());
    return 0;
  }

  /** A report appears whole or not at all; what somebody wrote below it stays. */
  private void write(String text) throws IOException {
    Path out = options.out().toAbsolutePath();
    String old = Files.exists(out) ? Files.readString(out) : "";
    int notes = old.indexOf(NOTES);
    Path partial = out.resolveSibling("." + out.getFileName() + ".partial");
    Files.writeString(partial, notes < 0 ? text : text + old.substring(notes));
    Files.move(partial, out, StandardCopyOption.ATOMIC_MOVE);
    tell("wrote %s", options.out());
  }

  private static void tell(Outcome outcome) {
    tell(
        "%s, threads %d: prefill 512 %.1f to %.1f, decode %.1f to %.1f tokens/s",
        outcome.model().label(),
        outcome.threads(),
        outcome.auto().speed(Workload.PREFILL_512),
        outcome.peer().speed(Workload.PREFILL_512),
        outcome.auto().speed(Workload.DECODE_64),
        outcome.peer().speed(Workload.DECODE_64));
  }

  private static void tell(String format, Object... values) {
    System.err.println("flint: " + String.format(Locale.ROOT, format, values));
  }

  public static void main(String[] args) {
    CommandLine line = new CommandLine(new Report());
    line.setExecutionExceptionHandler((fault, command, parsed) -> {
      System.err.println("flint: " + fault.getMessage());
      return 1;
    });
    System.exit(line.execute(args));
  }
}
