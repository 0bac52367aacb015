package dev.flint.runtime.engine;

import dev.flint.runtime.RuntimeFault;
import dev.flint.runtime.RuntimeFault.Code;
import dev.flint.runtime.layer.Batch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Decides which tokens are computed next: one for every running answer, then prompts in order of
 * arrival with the room that is left. Knows sequences and pages, never tensors.
 *
 * <p>Requests arrive on any thread; {@link #next} and what follows it belong to the engine's.
 */
final class Scheduler {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final ArrayDeque<Sequence> waiting = new ArrayDeque<>();
  private final List<Sequence> running = new ArrayList<>();
  private final List<Sequence> wanting = new ArrayList<>();
  private final PagePool pool;
  private final int maxRunning;
  private final int maxWaiting;
  private final Batch batch;
  private boolean closed;
  private boolean refusing;

  Scheduler(PagePool pool, int maxRunning, int maxWaiting, int batchTokens) {
    this.pool = pool;
    this.maxRunning = maxRunning;
    this.maxWaiting = maxWaiting;
    this.batch = new Batch(batchTokens);
  }

  /** Queues a sequence. */
  void submit(Sequence sequence) {
    lock.lock();
    try {
      if (refusing) {
        throw new RuntimeFault(Code.CLOSED, "the engine is shutting down");
      }
      if (waiting.size() >= maxWaiting) {
        throw new RuntimeFault(
            Code.OVERLOADED, waiting.size() + " requests are waiting already; try again later");
      }
      waiting.add(sequence);
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Wakes the engine's thread, to see what was cancelled. */
  void nudge() {
    lock.lock();
    try {
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more requests; those under way go on. */
  void refuse() {
    lock.lock();
    try {
      refusing = true;
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends everything. */
  void close() {
    lock.lock();
    try {
      refusing = true;
      closed = true;
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The next batch, waiting for work; null when closed, or refusing and out of work. */
  @Nullable Batch next() throws InterruptedException {
    batch.clear();
    wanting.clear();
    lock.lockInterruptibly();
    try {
      while (true) {
        dropCancelled();
        admit();
        if (closed || (refusing && running.isEmpty() && waiting.isEmpty())) {
          return null;
        }
        if (!running.isEmpty()) {
          break;
        }
        arrived.await();
      }
    } finally {
      lock.unlock();
    }
    fill(1, 1);
    fill(2, Integer.MAX_VALUE);
    return batch;
  }

  private void fill(int least, int most) {
    for (Sequence sequence : running) {
      int pending = sequence.pending();
      if (pending >= least && pending <= most && batch.room() > 0) {
        if (sequence.fill(batch, batch.room())) {
          wanting.add(sequence);
        }
      }
    }
  }

  /** Gives each wanted row of logits to its sequence. */
  void accept(float[] logits, int vocabulary) {
    for (int i = 0; i < wanting.size(); i++) {
      Sequence sequence = wanting.get(i);
      if (advance(sequence, logits, i * vocabulary, vocabulary)) {
        remove(sequence);
      }
    }
  }

  private static boolean advance(Sequence sequence, float[] logits, int at, int vocabulary) {
    try {
      return sequence.advance(logits, at, vocabulary);
    } catch (RuntimeFault fault) {
      sequence.end(FinishReason.FAILED, fault.getMessage());
      return true;
    }
  }

  /** Ends all answers, waiting ones too. */
  void endAll(FinishReason reason, @Nullable String error) {
    lock.lock();
    try {
      waiting.forEach(sequence -> sequence.end(reason, error));
      waiting.clear();
    } finally {
      lock.unlock();
    }
    for (Sequence sequence : List.copyOf(running)) {
      sequence.end(reason, error);
      remove(sequence);
    }
  }

  private void dropCancelled() {
    for (int i = running.size() - 1; i >= 0; i--) { // by number: this runs at every step
      Sequence sequence = running.get(i);
      if (sequence.generation().cancelled()) {
        sequence.end(FinishReason.CANCELLED, null);
        remove(sequence);
      }
    }
    waiting.removeIf(sequence -> {
      boolean cancelled = sequence.generation().cancelled();
      if (cancelled) {
        sequence.end(FinishReason.CANCELLED, null);
      }
      return cancelled;
    });
  }

  private void admit() {
    while (running.size() < maxRunning && !waiting.isEmpty()) {
      int[] pages = pool.take(waiting.element().limit());
      if (pages == null) {
        return; // in order of arrival: a small request does not overtake a large one
      }
      Sequence sequence = waiting.remove();
      sequence.use(pages);
      running.add(sequence);
    }
  }

  private void remove(Sequence sequence) {
    running.remove(sequence);
    pool.release(sequence.pages());
  }
}
