package dev.flint.platform.trail;

import dev.flint.platform.trail.Spool.Waiting;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
  private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final Thread carrier;
  private volatile boolean closed;

  Outbox(Ledger ledger, Spool spool, int limit) {
    this.ledger = ledger;
    this.spool = spool;
    this.limit = limit;
    spool.all().forEach(this::queue);
    this.carrier = Thread.ofVirtual().name("trail-outbox").start(this::carry);
  }

  /** Delivers now, or keeps for later; either way the record is durable when this returns. */
  void deliver(Waiting record) {
    try {
      ledger.append(record.id(), record.record(), record.salt());
    } catch (TrailUnavailable later) {
      try {
        spool.keep(record);
      } catch (IOException e) {
        // Both are gone: memory is what is left. The next start finds the intent without outcome.
        LOG.error("The outcome {} is neither in the database nor on disk yet", record.id(), e);
      }
      queue(record);
    }
  }

  /**
   * Refuses new requests while too many outcomes wait.
   *
   * @throws TrailUnavailable if so
   */
  void requireRoom() {
    if (size.get() >= limit) {
      throw new TrailUnavailable(
          size.get() + " outcomes wait for the database; none may join them");
    }
  }

  /** How many records wait for the database. */
  int size() {
    return size.get();
  }

  private void queue(Waiting record) {
    size.incrementAndGet();
    waiting.add(record);
  }

  private void carry() {
    try {
      while (true) {
        Waiting record = waiting.take();
        while (!delivered(record)) {
          if (closed) {
            return;
          }
          TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closing: what waits is on disk
    }
  }

  private boolean delivered(Waiting record) {
    try {
      ledger.append(record.id(), record.record(), record.salt());
      spool.forget(record.id());
      size.decrementAndGet();
      return true;
    } catch (TrailUnavailable | IOException e) {
      LOG.debug("The outcome {} still waits", record.id(), e);
      return false;
    }
  }

  /** Stops trying. What still waits is on disk and is delivered by the next run. */
  @Override
  public void close() {
    closed = true;
    carrier.interrupt();
    try {
      carrier.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
