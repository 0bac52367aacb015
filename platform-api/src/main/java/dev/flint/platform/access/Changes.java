package dev.flint.platform.access;

import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Makes a change together with its record: the record is written inside the change's transaction,
 * so a change whose record fails is undone.
 */
@Component
public final class Changes {
  private final TransactionOperations transactions;

  /**
   * One change at a time: each holds a connection while its record takes a second one, so that many
   * at once could take all there are and wait for one another.
   */
  private final ReentrantLock changing = new ReentrantLock();

  Changes(TransactionOperations transactions) {
    this.transactions = transactions;
  }

  /** Runs the change, which records itself as its last step. */
  public <T> T make(Supplier<T> change) {
    changing.lock();
    try {
      return Objects.requireNonNull(transactions.<T>execute(status -> change.get()));
    } finally {
      changing.unlock();
    }
  }
}
