package dev.flint.audit.log;

import java.time.Instant;

/**
 * Says that an entry is durable.
 *
 * @param id the id it was given
 * @param sequence its number in the database; the place in the tree comes later and may differ
 * @param recordedAt the database's time
 */
public record EntryId(String id, long sequence, Instant recordedAt) {}
