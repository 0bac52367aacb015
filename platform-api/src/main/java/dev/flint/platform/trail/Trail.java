package dev.flint.platform.trail;

import dev.flint.platform.trail.Spool.Waiting;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Writes the record. What it says is recorded is durable; what it cannot record must not happen.
 *
 * <p>A request has two records: its intent, before the first token, and its outcome, after the
 * last.
 */
public final class Trail {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** What stands behind an intent's id in the id of its outcome. */
  static final String OUTCOME = ".outcome";

  private final Ledger ledger;
  private final Outbox outbox;
  private final String run;

  Trail(Ledger ledger, Outbox outbox, String run) {
    this.ledger = ledger;
    this.outbox = outbox;
    this.run = run;
  }

  /**
   * Records that a request is about to be answered. Returns once that is durable.
   *
   * @throws TrailUnavailable if it is not: the request must be refused
   */
  public Intent requested(RequestFacts facts) {
    outbox.requireRoom();
    String id = newId();
    byte[] salt = newSalt();
    ledger.append(id, RecordForm.intent(id, ledger.now(), run, salt, facts), salt);
    return new Intent(id);
  }

  /**
   * Records how a request ended. Never fails: what cannot be written now is kept on disk and
   * written as soon as the database is back, also by the next run of the service.
   */
  public void finished(Intent intent, OutcomeFacts facts) {
    // One outcome per intent: the id is derived, and the log holds each id once.
    String id = intent.id() + OUTCOME;
    byte[] salt = newSalt();
    outbox.deliver(new Waiting(id, RecordForm.outcome(id, intent.id(), now(), salt, facts), salt));
  }

  // An outcome is recorded even while the database cannot be asked for its time.
  private Instant now() {
    try {
      return ledger.now();
    } catch (TrailUnavailable hostClock) {
      return Instant.now();
    }
  }

  /**
   * Records anything else.
   *
   * @throws TrailUnavailable if it is not durable: what it tells of must not happen
   */
  public void recorded(AuditEvent event) {
    String id = newId();
    byte[] salt = newSalt();
    ledger.append(id, RecordForm.event(id, ledger.now(), event), salt);
  }

  private static String newId() {
    byte[] random = new byte[16];
    RANDOM.nextBytes(random);
    return "rec_" + HexFormat.of().formatHex(random);
  }

  private static byte[] newSalt() {
    byte[] salt = new byte[32];
    RANDOM.nextBytes(salt);
    return salt;
  }
}
