package dev.flint.runtime.engine;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One answer under way. The engine's thread adds to it and never waits for its reader; one reader
 * takes from it; any thread may cancel it.
 */
public final class Generation {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Delta> deltas = new ArrayDeque<>();
  private @Nullable Outcome outcome;
  private volatile boolean cancelled;
  private final Runnable onCancel;

  Generation(Runnable onCancel) {
    this.onCancel = onCancel;
  }

  /** The next step, waiting for it; null when the answer has ended. */
  public @Nullable Delta next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (deltas.isEmpty() && outcome == null) {
        changed.await();
      }
      return deltas.poll();
    } finally {
      lock.unlock();
    }
  }

  /** How it ended. Deltas not yet taken stay. Waits for the end. */
  public Outcome outcome() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (outcome == null) {
        changed.await();
      }
      return outcome;
    } finally {
      lock.unlock();
    }
  }

  /** Asks the engine to stop; it does within one step. Harmless after the end. */
  public void cancel() {
    cancelled = true;
    onCancel.run();
  }

  boolean cancelled() {
    return cancelled;
  }

  void add(Delta delta) {
    lock.lock();
    try {
      deltas.add(delta);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void end(Outcome how) {
    lock.lock();
    try {
      if (outcome == null) {
        outcome = how;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
