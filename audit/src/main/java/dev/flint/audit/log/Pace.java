package dev.flint.audit.log;

import java.time.Duration;

/**
 * How the sequencer takes its time.
 *
 * @param gather how long it waits after a record for more to come
 * @param enough records that end that wait at once
 * @param batch records in one step at most
 * @param idle how often it looks for records that another service wrote
 * @param retry the first pause after a failure; it doubles from one failure to the next
 * @param longestRetry where the doubling ends
 */
record Pace(
    Duration gather, int enough, int batch, Duration idle, Duration retry, Duration longestRetry) {
  static Pace usual() {
    return new Pace(
        Duration.ofMillis(50),
        256,
        4096,
        Duration.ofSeconds(5),
        Duration.ofMillis(50),
        Duration.ofSeconds(3));
  }
}
