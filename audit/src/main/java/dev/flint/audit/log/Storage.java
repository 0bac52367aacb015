package dev.flint.audit.log;

import dev.flint.audit.AuditException;
import java.util.List;
import java.util.Optional;

/**
 * Where the log lies. Nothing stored is ever changed.
 *
 * <p>Every method throws {@link AuditException} with STORAGE_UNAVAILABLE where the storage does not
 * answer; what was asked may then have happened or not. Safe for several threads; only one calls
 * {@link #unsequenced} and {@link #integrate}.
 */
public interface Storage {
  /**
   * Stores an entry; durable when this returns. The same entry again is the same row.
   *
   * @throws AuditException BAD_ENTRY where the id belongs to another record
   */
  EntryId append(Entry entry);

  /** Committed records without a leaf, lowest number first; never misses one for good. */
  List<Pending> unsequenced(int limit);

  /**
   * Stores leaves, tiles and checkpoint in one step, durable when this returns.
   *
   * @throws AuditException CONFLICT where the tree is no longer at {@code step.from()}
   */
  void integrate(Integration step);

  /** The latest checkpoint and the number of leaves, read together. */
  Head head();

  /** The 8,192 bytes of a full tile. */
  Optional<byte[]> tile(int level, long index);

  /** The roots of up to {@code count} full tiles of a level from {@code index} on, in order. */
  List<byte[]> tileRoots(int level, long index, int count);

  /** Commitments of up to {@code count} leaves from {@code index} on, in order. */
  List<byte[]> commitments(long index, int count);

  /** Records by their leaf's index, those above {@code afterIndex} first. */
  List<StoredRecord> records(long afterIndex, int limit);

  /** Records newest first, from below the number {@code beforeSequence}; also without a leaf. */
  List<StoredRecord> newest(long beforeSequence, int limit);

  /** The record of this id. */
  Optional<StoredRecord> find(String id);
}
