package dev.flint.audit.log;

import dev.flint.audit.AuditException;
import dev.flint.audit.AuditException.Code;
import dev.flint.audit.merkle.Inclusion;
import dev.flint.audit.note.Checkpoint;
import dev.flint.audit.note.LogKeys;
import dev.flint.audit.note.VerifierKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The tamper-evident log. Entries are durable when {@link #append} returns and get their place in
 * the signed tree within the next moments. Safe for many threads.
 */
public final class AuditLog implements AutoCloseable {
  private static final int LARGEST_PAGE = 1000;

  private final Storage storage;
  private final VerifierKey key;
  private final Sequencer sequencer;
  private volatile boolean closed;

  private AuditLog(Storage storage, VerifierKey key, Sequencer sequencer) {
    this.storage = storage;
    this.key = key;
    this.sequencer = sequencer;
  }

  /**
   * Opens the log and checks that the stored tree, its checkpoint and the published one agree.
   *
   * @throws AuditException TAMPERED where they do not, STORAGE_UNAVAILABLE
   */
  public static AuditLog open(Storage storage, LogKeys keys, Publisher publisher) {
    return open(storage, keys, publisher, Pace.usual());
  }

  static AuditLog open(Storage storage, LogKeys keys, Publisher publisher, Pace pace) {
    return new AuditLog(storage, keys.verifier(), new Sequencer(storage, keys, publisher, pace));
  }

  /**
   * Records an entry; it is durable when this returns. The same entry may be given again after a
   * failure: it stays one record.
   *
   * @throws AuditException STORAGE_UNAVAILABLE: it may be durable or not; BAD_ENTRY; TAMPERED;
   *     CLOSED
   */
  public EntryId append(Entry entry) {
    if (closed) {
      throw new AuditException(Code.CLOSED, "the audit log is closed");
    }
    Optional<AuditException> trouble = sequencer.trouble();
    if (trouble.isPresent() && trouble.get().code() == Code.TAMPERED) {
      throw new AuditException(Code.TAMPERED, trouble.get().getMessage(), trouble.get());
    }
    try {
      return storage.append(entry);
    } finally {
      sequencer.wake(); // also after a failure: the row may be there
    }
  }

  /** Up to {@code limit} (at most 1,000) records in the tree, oldest first, after this index. */
  public List<StoredRecord> records(long fromIndexExclusive, int limit) {
    return storage.records(fromIndexExclusive, Math.min(limit, LARGEST_PAGE));
  }

  /**
   * Up to {@code limit} (at most 1,000) records newest first, also those not yet in the tree, with
   * a sequence below this one; {@link Long#MAX_VALUE} begins at the end.
   */
  public List<StoredRecord> newest(long beforeSequence, int limit) {
    return storage.newest(beforeSequence, Math.min(limit, LARGEST_PAGE));
  }

  /** The record of this id. */
  public Optional<StoredRecord> find(String id) {
    return storage.find(id);
  }

  /**
   * Proof that the record of this id is in the tree; empty while it has no place there, or where
   * there is no such record.
   *
   * @throws AuditException TAMPERED where what is stored does not prove it
   */
  public Optional<Receipt> receipt(String id) {
    Optional<StoredRecord> stored = storage.find(id);
    if (stored.isEmpty() || stored.get().index().isEmpty()) {
      return Optional.empty();
    }
    StoredRecord row = stored.get();
    long index = row.index().getAsLong();
    Checkpoint checkpoint = covering(index);
    Receipt receipt =
        new Receipt(
            index,
            Inclusion.prove(
                index, checkpoint.size(), new StoredTiles(storage).hashes(checkpoint.size())),
            checkpoint);
    if (!receipt.proves(Entry.commitment(row.salt(), row.record()))) {
      throw new AuditException(
          Code.TAMPERED,
          "the record %d (%s) is not what the log's checkpoint signs: verify an export"
              .formatted(index, id));
    }
    return Optional.of(receipt);
  }

  /**
   * As {@link #receipt(String)}, waiting up to {@code patience} for the record to get its place.
   */
  public Optional<Receipt> receipt(String id, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      Checkpoint seen = sequencer.latest();
      Optional<Receipt> receipt = receipt(id);
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      if (receipt.isPresent() || !left.isPositive() || storage.find(id).isEmpty()) {
        return receipt;
      }
      sequencer.wake();
      sequencer.awaitAfter(seen, left);
    }
  }

  /** The largest checkpoint that is durable. */
  public Checkpoint latest() {
    return sequencer.latest();
  }

  /** The key that the checkpoints verify with. */
  public VerifierKey key() {
    return key;
  }

  /** What keeps the sequencer from going on; records stay durable meanwhile. */
  public Optional<AuditException> trouble() {
    return sequencer.trouble();
  }

  /** Writes the log up to its latest checkpoint into a new folder that stands alone. */
  public Export.Written export(Path folder) {
    return new Export(storage, key).to(folder);
  }

  /** Integrates what came in, then stops; entries are refused from now on. */
  @Override
  public void close() {
    closed = true;
    sequencer.close();
  }

  private Checkpoint covering(long index) {
    Checkpoint known = sequencer.latest();
    if (index < known.size()) {
      return known;
    }
    // Another service extended the tree, or our own step has not been told yet.
    Optional<String> note = storage.head().note();
    Checkpoint stored = note.isEmpty() ? known : Checkpoint.open(note.get(), key);
    if (index >= stored.size()) {
      throw new AuditException(
          Code.TAMPERED, "the leaf %d lies beyond the latest checkpoint".formatted(index));
    }
    return stored;
  }
}
