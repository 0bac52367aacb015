package dev.flint.audit.log;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * A record as it lies in the storage; nothing about it is verified yet.
 *
 * @param id the receipt id
 * @param record the bytes recorded, owned by this value
 * @param salt its salt, owned by this value
 * @param sequence its number in the database
 * @param recordedAt the database's time
 * @param index its leaf's index, once it has one
 */
public record StoredRecord(
    String id, byte[] record, byte[] salt, long sequence, Instant recordedAt, OptionalLong index) {}
