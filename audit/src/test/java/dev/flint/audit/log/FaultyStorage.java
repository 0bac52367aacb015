package dev.flint.audit.log;

import dev.flint.audit.AuditException;
import dev.flint.audit.AuditException.Code;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The real storage behind a connection that breaks: before a call takes effect, or after it. */
final class FaultyStorage implements Storage {
  /** What becomes of a call that fails. */
  enum Fault {
    DID_NOT_HAPPEN,
    DID_HAPPEN
  }

  private final Storage real;
  private final Fault fault;
  private final AtomicLong calls = new AtomicLong();
  private volatile long failing; // every so manieth call fails; 0: none

  FaultyStorage(Storage real, Fault fault) {
    this.real = real;
    this.fault = fault;
  }

  void failEvery(long calls) {
    this.failing = calls;
  }

  private <T> T call(Supplier<T> call) {
    long every = failing;
    boolean fails = every > 0 && calls.incrementAndGet() % every == 0;
    if (fails && fault == Fault.DID_NOT_HAPPEN) {
      throw broken();
    }
    T result = call.get();
    if (fails) {
      throw broken();
    }
    return result;
  }

  private static AuditException broken() {
    return new AuditException(Code.STORAGE_UNAVAILABLE, "the connection broke");
  }

  @Override
  public EntryId append(Entry entry) {
    return call(() -> real.append(entry));
  }

  @Override
  public List<Pending> unsequenced(int limit) {
    return call(() -> real.unsequenced(limit));
  }

  @Override
  public void integrate(Integration step) {
    call(() -> {
      real.integrate(step);
      return true;
    });
  }

  @Override
  public Head head() {
    return call(real::head);
  }

  @Override
  public Optional<byte[]> tile(int level, long index) {
    return call(() -> real.tile(level, index));
  }

  @Override
  public List<byte[]> tileRoots(int level, long index, int count) {
    return call(() -> real.tileRoots(level, index, count));
  }

  @Override
  public List<byte[]> commitments(long index, int count) {
    return call(() -> real.commitments(index, count));
  }

  @Override
  public List<StoredRecord> records(long afterIndex, int limit) {
    return call(() -> real.records(afterIndex, limit));
  }

  @Override
  public List<StoredRecord> newest(long beforeSequence, int limit) {
    return call(() -> real.newest(beforeSequence, limit));
  }

  @Override
  public Optional<StoredRecord> find(String id) {
    return call(() -> real.find(id));
  }
}
