package dev.flint.runtime.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All contenders loaded at once, computing in turns, so that whatever else the machine does falls
 * on each of them alike.
 */
final class Duel {
  private static final long WARM_UP = 2_000_000_000L; // nanoseconds

  private final Path peer;
  private final int rounds;

  Duel(Path peer, int rounds) {
    this.peer = peer;
    this.rounds = rounds;
  }

  Outcome of(ModelShape shape, Mix mix, RandomModel.Made model, int threads) throws IOException {
    readThrough(model.file());
    try (Child auto = Child.own(model.file(), threads, "auto");
        Child theirs = Child.peer(model.file(), threads, peer)) {
      if (auto.about().startsWith("vector:")) {
        List<Side> sides = measure(List.of(auto, theirs));
        return new Outcome(
            shape, mix, model, threads, sides.getFirst(), Optional.empty(), sides.getLast());
      }
      try (Child vector = Child.own(model.file(), threads, "vector")) {
        List<Side> sides = measure(List.of(auto, vector, theirs));
        return new Outcome(
            shape,
            mix,
            model,
            threads,
            sides.getFirst(),
            Optional.of(sides.get(1)),
            sides.getLast());
      }
    }
  }

  private List<Side> measure(List<Child> children) throws IOException {
    List<Map<Workload, Double>> medians = new ArrayList<>();
    children.forEach(child -> medians.add(new EnumMap<>(Workload.class)));
    for (Workload workload : Workload.values()) {
      List<List<Double>> speeds = new ArrayList<>();
      for (Child child : children) {
        warmUp(child, workload);
        speeds.add(new ArrayList<>());
      }
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < children.size(); i++) {
          int turn = (i + round) % children.size(); // nobody is always the first
          speeds.get(turn).add(children.get(turn).ask(workload.request));
        }
      }
      for (int i = 0; i < children.size(); i++) {
        medians.get(i).put(workload, median(speeds.get(i)));
      }
    }
    List<Side> sides = new ArrayList<>();
    for (int i = 0; i < children.size(); i++) {
      Child child = children.get(i);
      sides.add(new Side(child.about(), medians.get(i), child.ask("peak"), child.firstToken()));
    }
    return sides;
  }

  /** At least one run that is not counted, and as many as the JIT needs. */
  private static void warmUp(Child child, Workload workload) throws IOException {
    long start = System.nanoTime();
    do {
      child.ask(workload.request);
    } while (System.nanoTime() - start < WARM_UP);
  }

  static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  /** Brings the file into the page cache. */
  private static void readThrough(Path file) throws IOException {
    byte[] chunk = new byte[1 << 20];
    try (InputStream in = Files.newInputStream(file)) {
      while (in.read(chunk) >= 0) {}
    }
  }
}
