package dev.flint.runtime.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.function.IntConsumer;

/** The same work on several threads at once. */
final class Together {
  private Together() {}

  /** Seconds from the common start to the last end; the best of {@code times}. */
  static double seconds(int threads, int times, IntConsumer work) throws InterruptedException {
    double best = Double.MAX_VALUE;
    for (int i = 0; i < times; i++) {
      best = Math.min(best, once(threads, work));
    }
    return best;
  }

  private static double once(int threads, IntConsumer work) throws InterruptedException {
    CyclicBarrier start = new CyclicBarrier(threads + 1);
    List<Thread> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int number = i;
      running.add(
          Thread.ofPlatform()
              .start(() -> {
                await(start);
                work.accept(number);
              }));
    }
    await(start);
    long begun = System.nanoTime();
    for (Thread thread : running) {
      thread.join();
    }
    return (System.nanoTime() - begun) / 1e9;
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }
}
