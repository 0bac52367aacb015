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

  /** Rounds that the caller waits for a piece under way before it parks. */
  private static final int PATIENCE = 4_000;

  /** Nanoseconds, beyond three times the longest piece, from which waiting counts as a stall. */
  private static final long STALL = 50_000;

  /** How many times as long as a stall the caller then works alone: a stall costs a few percent. */
  private static final long ALONE = 30;

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
  private volatile @Nullable Thread waiting;
  private volatile int round;
  private volatile boolean closed;
  private @Nullable Work work;
  private int items;

  /** Until when the caller works alone, as {@link System#nanoTime} tells; 0 for never so far. */
  private long apart;

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
    if (threads.length == 0 || items <= grain || alone()) {
      for (int from = 0; from < items; from += grain) {
        work.range(from, Math.min(items, from + grain));
      }
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
    long longest = drain(work);
    // Only who joined is waited for: a worker whose processor is busy elsewhere holds nobody up.
    gate.getAndAdd(CLOSED);
    await(longest);
    this.work = null;
    Throwable failed = failure.getAndSet(null);
    if (failed != null) {
      throw new IllegalStateException("a worker failed: " + failed, failed);
    }
  }

  /** Works until nothing is left; gives the nanoseconds that the longest piece took. */
  private long drain(Work work) {
    long longest = 0;
    try {
      long before = System.nanoTime();
      for (int from = next.getAndAdd(grain); from < items; from = next.getAndAdd(grain)) {
        work.range(from, Math.min(items, from + grain));
        long now = System.nanoTime();
        longest = Math.max(longest, now - before);
        before = now;
      }
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
      next.set(items);
    }
    return longest;
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
        if (gate.decrementAndGet() == CLOSED) {
          LockSupport.unpark(waiting); // nobody, most of the time
        }
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

  /**
   * Waits for those that joined. One that takes much longer than any piece did has lost its
   * processor to another process while it held one: the caller gives its own processor up, so that
   * the system can move it there, and then works alone for a while, which is faster than waiting
   * again and again.
   */
  private void await(long longest) {
    if (gate.get() == CLOSED) {
      return;
    }
    long start = System.nanoTime();
    for (int spins = 0; gate.get() != CLOSED; spins++) {
      if (spins < PATIENCE) {
        Thread.onSpinWait();
      } else {
        waiting = Thread.currentThread();
        if (gate.get() != CLOSED) {
          LockSupport.park(this);
        }
      }
    }
    waiting = null;
    long now = System.nanoTime();
    long waited = now - start;
    if (waited > 3 * longest + STALL) {
      apart = now + ALONE * waited;
    }
  }

  private boolean alone() {
    return apart != 0 && System.nanoTime() - apart < 0;
  }

  @Override
  public void close() {
    closed = true;
    for (Thread thread : threads) {
      LockSupport.unpark(thread);
    }
  }
}
