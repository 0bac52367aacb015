package dev.flint.runtime.bench;

import java.util.List;
import java.util.Map;

/** What was aimed at on the shape of a billion: speed over llama.cpp's, same file and threads. */
final class Goals {
  private record Goal(double decode, double prefill) {}

  private static final Map<Mix, Goal> AUTO =
      Map.of(
          Mix.Q4_0, new Goal(1.2, 2.2),
          Mix.Q4_K_M, new Goal(1.15, 2.2),
          Mix.Q8_0, new Goal(1.2, 4.0),
          Mix.F16, new Goal(1.0, 1.2));

  private static final Map<Mix, Goal> VECTOR =
      Map.of(
          Mix.Q4_0, new Goal(1.0, 0.85),
          Mix.Q4_K_M, new Goal(1.0, 1.0),
          Mix.Q8_0, new Goal(1.0, 1.6),
          Mix.F16, new Goal(1.0, 1.1));

  /** Of the measured read bandwidth, decoding on two threads. */
  private static final double BANDWIDTH = 0.9;

  private Goals() {}

  /** Every goal beside what was reached; empty where no model of that shape was measured. */
  static String table(List<Outcome> outcomes, Machine machine) {
    Table table = new Table("goal", "threads", "wanted", "reached", "");
    for (Outcome outcome : outcomes) {
      if (outcome.shape() != ModelShape.ONE_BILLION) {
        continue;
      }
      rows(table, outcome, "auto", outcome.auto(), goal(AUTO, outcome));
      Side plain = outcome.vector().orElse(outcome.auto());
      rows(table, outcome, "vector", plain, goal(VECTOR, outcome));
      if (outcome.threads() == 2) {
        double share = Limits.decodeBytes(outcome, outcome.auto()) / machine.bandwidth(2);
        row(table, outcome, "decode, share of bandwidth", BANDWIDTH, share);
      }
    }
    return table.toString();
  }

  private static Goal goal(Map<Mix, Goal> goals, Outcome outcome) {
    return goals.getOrDefault(outcome.mix(), new Goal(1, 1));
  }

  private static void rows(Table table, Outcome outcome, String backend, Side ours, Goal goal) {
    row(table, outcome, backend + ", decode", goal.decode, outcome.ratio(ours, Workload.DECODE_64));
    row(
        table,
        outcome,
        backend + ", prefill 512",
        goal.prefill,
        outcome.ratio(ours, Workload.PREFILL_512));
  }

  private static void row(Table table, Outcome outcome, String what, double wanted, double got) {
    String verdict = got >= wanted ? "met" : "missed by " + Table.percent((wanted - got) / wanted);
    table.row(
        outcome.mix() + ", " + what,
        outcome.threads(),
        Table.number(wanted, 2),
        Table.ratio(got),
        verdict);
  }
}
