package dev.flint.audit.log;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes the sequencer when records come in, after giving them a moment to gather. */
final class Bell {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition rung = lock.newCondition();
  private long rings;
  private boolean closing;

  void ring() {
    lock.lock();
    try {
      rings++;
      rung.signal();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closing = true;
      rung.signal();
    } finally {
      lock.unlock();
    }
  }

  boolean closing() {
    lock.lock();
    try {
      return closing;
    } finally {
      lock.unlock();
    }
  }

  /** Returns when there is something to do, when {@code pace.idle()} is over, or on closing. */
  void await(Pace pace) throws InterruptedException {
    lock.lock();
    try {
      until(1, pace.idle());
      if (rings > 0) {
        until(pace.enough(), pace.gather());
      }
      rings = 0;
    } finally {
      lock.unlock();
    }
  }

  /** Sits out a pause, shortened only by closing. */
  void pause(Duration pause) throws InterruptedException {
    lock.lock();
    try {
      until(Long.MAX_VALUE, pause);
    } finally {
      lock.unlock();
    }
  }

  private void until(long enough, Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    while (rings < enough && !closing && left > 0) {
      left = rung.awaitNanos(left);
    }
  }

  /** A wait as long as a person would call long, in the unit of threads. */
  static boolean join(Thread thread, Duration patience) throws InterruptedException {
    TimeUnit.NANOSECONDS.timedJoin(thread, patience.toNanos());
    return !thread.isAlive();
  }
}
