package dev.flint.audit.log.postgres;

import dev.flint.audit.log.Entry;
import dev.flint.audit.log.EntryId;
import dev.flint.audit.log.Head;
import dev.flint.audit.log.Integration;
import dev.flint.audit.log.Pending;
import dev.flint.audit.log.Storage;
import dev.flint.audit.log.StoredRecord;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The log in the tables of {@code V2__audit.sql}. A statement that hangs is ended by the data
 * source's socket timeout, which its owner sets.
 */
public final class PostgresStorage implements Storage {
  private final Appending appending;
  private final Sequencing sequencing;
  private final Reading reading;

  /** Stores through connections of {@code source}. */
  public PostgresStorage(DataSource source) {
    Database database = new Database(source);
    this.appending = new Appending(database);
    this.sequencing = new Sequencing(database);
    this.reading = new Reading(database);
  }

  @Override
  public EntryId append(Entry entry) {
    return appending.append(entry);
  }

  @Override
  public List<Pending> unsequenced(int limit) {
    return sequencing.unsequenced(limit);
  }

  @Override
  public void integrate(Integration step) {
    sequencing.integrate(step);
  }

  @Override
  public Head head() {
    return reading.head();
  }

  @Override
  public Optional<byte[]> tile(int level, long index) {
    return reading.tile(level, index);
  }

  @Override
  public List<byte[]> tileRoots(int level, long index, int count) {
    return reading.tileRoots(level, index, count);
  }

  @Override
  public List<byte[]> commitments(long index, int count) {
    return reading.commitments(index, count);
  }

  @Override
  public List<StoredRecord> records(long afterIndex, int limit) {
    return reading.records(afterIndex, limit);
  }

  @Override
  public List<StoredRecord> newest(long beforeSequence, int limit) {
    return reading.newest(beforeSequence, limit);
  }

  @Override
  public Optional<StoredRecord> find(String id) {
    return reading.find(id);
  }
}
