package dev.flint.platform.access;

import dev.flint.platform.trail.AuditEvent;
import dev.flint.platform.trail.Trail;
import dev.flint.platform.trail.TrailUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Puts refused credentials on the record, at a bounded rate: nobody without a key may fill the log.
 * What the bound holds back is counted, and the next record carries the count.
 */
@Component
final class Refusals {
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
  private static final long BURST = 20;
  private static final long NANOS_PER_RECORD = 1_000_000_000L;

  private final Trail trail;
  private long allowance = BURST;
  private long refilledAt = System.nanoTime();
  private long suppressed;

  Refusals(Trail trail) {
    this.trail = trail;
  }

  void refused(String source, String keyId, String reason) {
    long heldBack = admit(System.nanoTime());
    if (heldBack < 0) {
      return;
    }
    try {
      String told = heldBack == 0 ? reason : reason + "; " + heldBack + " others unrecorded";
      trail.recorded(new AuditEvent.CredentialRefused(source, keyId, told));
    } catch (TrailUnavailable down) {
      // The caller is refused in any case; there is nothing to hold back until it can be recorded.
      LOG.error("A refused credential could not be recorded: {}", down.getMessage());
    }
  }

  /** How many were held back since the last record; negative when this one is, too. */
  private synchronized long admit(long now) {
    long refill = (now - refilledAt) / NANOS_PER_RECORD;
    if (refill > 0) {
      allowance = Math.min(BURST, allowance + refill);
      refilledAt += refill * NANOS_PER_RECORD;
    }
    if (allowance == 0) {
      suppressed++;
      return -1;
    }
    allowance--;
    long heldBack = suppressed;
    suppressed = 0;
    return heldBack;
  }
}
