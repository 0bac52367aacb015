package dev.flint.platform.chat;

import java.time.Duration;

/**
 * Watches a connection while its answer is made, so that nothing is computed for a client that has
 * left: neither between two tokens, nor in the queue, nor while a long prompt is read.
 */
final class Watch implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofMillis(200);

  private final Connection connection;
  private final Runnable onDeparture;
  private boolean over;
  private boolean departed;

  private Watch(Connection connection, Runnable onDeparture) {
    this.connection = connection;
    this.onDeparture = onDeparture;
  }

  /** Watches until it is closed; runs {@code onDeparture} once, when the client leaves. */
  static Watch over(Connection connection, Runnable onDeparture) {
    Watch watch = new Watch(connection, onDeparture);
    Thread.ofVirtual().name("watch").start(watch::run);
    return watch;
  }

  /** Looks now, without waiting for the next turn. */
  synchronized void look() {
    if (!over && !departed && !connection.open()) {
      departed = true;
      onDeparture.run();
    }
  }

  synchronized boolean departed() {
    return departed;
  }

  /** After this nobody looks any more: the connection belongs to its next request. */
  @Override
  public synchronized void close() {
    over = true;
    notifyAll();
  }

  private synchronized void run() {
    try {
      while (!over && !departed) {
        wait(PERIOD.toMillis());
        look();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
