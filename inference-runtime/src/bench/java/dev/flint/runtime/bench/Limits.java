package dev.flint.runtime.bench;

import java.util.List;

/** How near to the machine's limits the work came. */
final class Limits {
  private Limits() {}

  /** Bytes of weights that decoding read in a second. */
  static double decodeBytes(Outcome outcome, Side side) {
    return side.speed(Workload.DECODE_64) * outcome.model().bytesPerToken();
  }

  /** Arithmetic operations of a prompt in a second; attention, which is little, left out. */
  static double prefillOperations(Outcome outcome, Side side) {
    int tokens = Workload.PREFILL_512.tokens;
    double seconds = tokens / side.speed(Workload.PREFILL_512);
    return outcome.model().operations(tokens) / seconds;
  }

  static String table(List<Outcome> outcomes, Machine machine) {
    Table table =
        new Table(
            "model",
            "threads",
            "decode GB/s",
            "of bandwidth",
            "llama.cpp",
            "prefill GFLOP/s",
            "of float peak",
            "llama.cpp");
    for (Outcome outcome : outcomes) {
      int threads = outcome.threads();
      double bytes = decodeBytes(outcome, outcome.auto());
      double operations = prefillOperations(outcome, outcome.auto());
      table.row(
          outcome.model().label(),
          threads,
          Table.number(bytes / 1e9, 1),
          Table.percent(bytes / machine.bandwidth(threads)),
          Table.percent(decodeBytes(outcome, outcome.peer()) / machine.bandwidth(threads)),
          Table.number(operations / 1e9, 0),
          Table.percent(operations / machine.peak(threads)),
          Table.percent(prefillOperations(outcome, outcome.peer()) / machine.peak(threads)));
    }
    return table.toString();
  }
}
