package dev.flint.platform.trail;

import java.time.Instant;

/** Where records are kept: the audit log and the database's clock. */
interface Ledger {
  /**
   * Returns once the record is durable; a record whose id is already there counts as written.
   *
   * @throws TrailUnavailable if it is not durable
   */
  void append(String id, byte[] record, byte[] salt);

  /**
   * The database's time: one clock for all records, and none that a request could set.
   *
   * @throws TrailUnavailable if the database cannot be asked
   */
  Instant now();
}
