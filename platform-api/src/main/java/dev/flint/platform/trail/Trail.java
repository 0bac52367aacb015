package dev.flint.platform.trail;

import dev.flint.audit.log.AuditLog;
import dev.flint.platform.trail.Spool.Waiting;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the record. What it says is recorded is durable; what it cannot record must not happen.
 *
 * <p>A request has two records: its intent, before the first token, and its outcome, after the
 * last. Each intent gets exactly one outcome, if need be from the next run of the service.
 */
public final class Trail implements AutoCloseable {
  /** What stands behind an intent's id in the id of its outcome. */
  static final String OUTCOME = ".outcome";

  private static final Logger LOG = LoggerFactory.getLogger(Trail.class);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int MOST_WAITING = 10_000;

  private final Ledger ledger;
  private final Outbox outbox;
  private final Run file;
  private final String version;
  private final String run = Run.newName();

  private Trail(Ledger ledger, Outbox outbox, Run file, String version) {
    this.ledger = ledger;
    this.outbox = outbox;
    this.file = file;
    this.version = version;
  }

  /**
   * Begins a run: delivers what an earlier one left, gives its unfinished requests the outcome
   * {@code lost}, and records that the service started.
   *
   * @param database whose clock dates the records
   * @param folder where records wait while the database is away; this service's own
   * @throws TrailUnavailable if the log cannot be written
   */
  public static Trail open(AuditLog log, DataSource database, Path folder, String version) {
    Ledger ledger = new AuditLedger(log, database);
    Spool spool = new Spool(folder);
    for (Waiting left : spool.all()) {
      Outbox.deliver(ledger, spool, left);
    }
    Run file = new Run(folder);
    Trail trail = new Trail(ledger, new Outbox(ledger, spool, MOST_WAITING), file, version);
    file.cutOff().ifPresent(cutOff -> trail.close(new LostOutcomes(log), cutOff));
    trail.recorded(new AuditEvent.ServiceStarted(version, trail.run));
    file.begin(trail.run);
    return trail;
  }

  private void close(LostOutcomes lost, String cutOff) {
    for (String intent : lost.of(cutOff)) {
      String id = intent + OUTCOME;
      byte[] salt = newSalt();
      ledger.append(id, RecordForm.lost(id, intent, ledger.now()), salt);
      LOG.warn("The outcome of the request {} was lost when the service was cut off", intent);
    }
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

  /** How many outcomes wait for the database. */
  public int waiting() {
    return outbox.size();
  }

  /** Ends the run: what waits is delivered, or stays on disk for the next one. */
  @Override
  public void close() {
    outbox.close();
    if (outbox.size() > 0) {
      LOG.warn("{} outcomes wait on disk for the next start", outbox.size());
      return; // the run's name stays: the next start looks after it
    }
    try {
      recorded(new AuditEvent.ServiceStopped(version, run));
      file.end();
    } catch (TrailUnavailable e) {
      LOG.warn("The service's end could not be recorded: {}", e.getMessage());
    }
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
