package dev.flint.runtime.kernel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The threads that share one multiplication. The caller works too; the others spin briefly for the
 * next piece of work, then park. Which thread computes a row never changes the row.
 */
public final class Workers implements AutoCloseable {
  /**
   * Rounds of waiting before a worker parks: some tens of microseconds, the gap between kernels.
   */
  private static final int SPINS = 20_000;

  private static final int CLOSED = 1 << 30;

  /** A range of items, done by one thread. */
  @FunctionalInterface
  public interface Work {
    void range(int from, int to);
  }

  private final Thread[] threads;
  private final AtomicInteger next = new AtomicInteger();

  /** Workers that joined the open round; {@link #CLOSED} where no round is open. */
  private final AtomicInteger gate = new AtomicInteger(CLOSED);

  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile int round;
  private volatile boolean closed;
  private @Nullable Work work;
  private int items;
  private int grain;

  /** Starts {@code threads - 1} daemon threads; the caller of {@link #run} is the last one. */
  public Workers(int threads) {
    this.threads = new Thread[threads - 1];
    for (int i = 0; i < this.threads.length; i++) {
      this.threads[i] = Thread.ofPlatform().daemon().name("flint-worker-" + i).start(this::serve);
    }
  }

  /** Threads at work, the caller's included. */
  public int count() {
    return threads.length + 1;
  }

  /** Calls {@code work} with ranges of at most {@code grain} that cover 0 to {@code items}. */
  public void run(int items, int grain, Work work) {
    if (threads.length == 0 || items <= grain) {
      work.range(0, items);
      return;
    }
    this.work = work;
    this.items = items;
    this.grain = grain;
    next.set(0);
    gate.set(0); // publishes the fields above
    round++;
    for (Thread thread : threads) {
      LockSupport.unpark(thread);
    }
    drain(work);
    // Only who joined is waited for: a worker whose processor is busy elsewhere holds nobody up.
    gate.getAndAdd(CLOSED);
    for (int spins = 0; gate.get() != CLOSED; spins++) {
      pause(spins);
    }
    this.work = null;
    Throwable failed = failure.getAndSet(null);
    if (failed != null) {
      throw new IllegalStateException("a worker failed: " + failed, failed);
    }
  }

  private void drain(Work work) {
    try {
      for (int from = next.getAndAdd(grain); from < items; from = next.getAndAdd(grain)) {
        work.range(from, Math.min(items, from + grain));
      }
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
      next.set(items);
    }
  }

  private void serve() {
    int seen = 0;
    while (!closed) {
      for (int spins = 0; round == seen && !closed; spins++) {
        if (spins < SPINS) {
          Thread.onSpinWait();
        } else {
          LockSupport.park(this);
        }
      }
      if (closed) {
        return;
      }
      seen = round;
      if (join()) {
        Work mine = work;
        if (mine != null) {
          drain(mine);
        }
        gate.getAndDecrement();
      }
    }
  }

  /** Joins the open round, if there is one: its fields stay as they are until the worker leaves. */
  private boolean join() {
    for (int joined = gate.get(); joined < CLOSED; joined = gate.get()) {
      if (gate.compareAndSet(joined, joined + 1)) {
        return true;
      }
    }
    return false;
  }

  /** Gives the processor away now and then, so that a worker that shares it can finish. */
  private static void pause(int spins) {
    if (spins % 1024 == 1023) {
      Thread.yield();
    } else {
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    closed = true;
    for (Thread thread : threads) {
      LockSupport.unpark(thread);
    }
  }
}
