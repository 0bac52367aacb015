package dev.flint.platform.trail;

import dev.flint.platform.trail.Spool.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings outcomes to the ledger, if need be later: while the database is away they wait on disk,
 * and a thread of this outbox tries again until they are durable. Bounded: with {@code limit}
 * waiting, no new request may begin.
 */
final class Outbox implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
  private static final long PAUSE_MILLIS = 500;

  private final Ledger ledger;
  private final Spool spool;
  private final int limit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private final Thread carrier;
  private boolean closed;

  Outbox(Ledger ledger, Spool spool, int limit) {
    this.ledger = ledger;
    this.spool = spool;
    this.limit = limit;
    this.carrier = Thread.ofVirtual().name("trail-outbox").start(this::carry);
  }

  /** Delivers now, or keeps for later; either way the record is durable when this returns. */
  void deliver(Waiting record) {
    try {
      ledger.append(record.id(), record.record(), record.salt());
    } catch (TrailUnavailable later) {
      keep(record);
    } catch (IllegalStateException twice) {
      LOG.error("A request was given two outcomes; the first one stands", twice);
    }
  }

  private void keep(Waiting record) {
    try {
      spool.keep(record);
    } catch (IOException e) {
      // Both are gone: memory is what is left. If that goes too, the next start says 'lost'.
      LOG.error("The outcome {} is neither in the database nor on disk yet", record.id(), e);
    }
    lock.lock();
    try {
      waiting.add(record);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Refuses new requests while too many outcomes wait.
   *
   * @throws TrailUnavailable if so
   */
  void requireRoom() {
    int size = size();
    if (size >= limit) {
      throw new TrailUnavailable(size + " outcomes wait for the database; none may join them");
    }
  }

  /** How many records wait for the database. */
  int size() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  private void carry() {
    lock.lock();
    try {
      while (!closed) {
        Waiting record = waiting.peek();
        if (record == null) {
          changed.await();
        } else if (carried(record)) {
          waiting.remove();
          changed.signalAll();
        } else {
          changed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** Tries once, without the lock: the database may take its time to refuse. */
  private boolean carried(Waiting record) {
    lock.unlock();
    try {
      deliver(ledger, spool, record);
      return true;
    } catch (TrailUnavailable | UncheckedIOException e) {
      LOG.debug("The outcome {} still waits", record.id(), e);
      return false;
    } finally {
      lock.lock();
    }
  }

  /**
   * Delivers a record from the spool and takes it out there.
   *
   * @throws TrailUnavailable if it is not durable in the ledger yet
   */
  static void deliver(Ledger ledger, Spool spool, Waiting record) {
    try {
      ledger.append(record.id(), record.record(), record.salt());
    } catch (IllegalStateException known) {
      LOG.error("A waiting outcome is already recorded otherwise; the first one stands", known);
    }
    try {
      spool.forget(record.id());
    } catch (IOException e) {
      throw new UncheckedIOException("the waiting record " + record.id() + " stays on disk", e);
    }
  }

  /** Waits until nothing is left to deliver. */
  void awaitEmpty() throws InterruptedException {
    lock.lock();
    try {
      while (!waiting.isEmpty()) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Stops trying. What still waits is on disk and is delivered by the next run. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      carrier.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
