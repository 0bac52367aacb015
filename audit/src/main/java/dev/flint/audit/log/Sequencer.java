package dev.flint.audit.log;

import dev.flint.audit.AuditException;
import dev.flint.audit.AuditException.Code;
import dev.flint.audit.note.Checkpoint;
import dev.flint.audit.note.LogKeys;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives committed records their places in the tree, on a thread of its own. It remembers nothing
 * that it could not read again: after any failure it recovers as it does when the log is opened.
 */
final class Sequencer implements AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger(Sequencer.class.getName());
  private static final Duration LAST_CHANCE = Duration.ofSeconds(10);

  private final Storage storage;
  private final LogKeys keys;
  private final Publisher publisher;
  private final Pace pace;
  private final Bell bell = new Bell();
  private final Thread thread;
  private final Object integrated = new Object();
  private volatile Checkpoint latest;
  private volatile @Nullable AuditException trouble;
  private @Nullable Tree tree; // null: to be read from the storage
  private @Nullable Checkpoint unpublished;

  /** Reads and checks what is stored and published, then starts. */
  Sequencer(Storage storage, LogKeys keys, Publisher publisher, Pace pace) {
    this.storage = storage;
    this.keys = keys;
    this.publisher = publisher;
    this.pace = pace;
    Tree opened = open(published());
    this.tree = opened;
    this.latest = opened.checkpoint();
    this.unpublished = latest;
    publish();
    this.thread = Thread.ofPlatform().daemon().name("audit-sequencer").unstarted(this::run);
    this.thread.start();
  }

  private Tree open(List<Checkpoint> anchors) {
    Tree loaded = Tree.load(storage, keys.verifier(), anchors);
    if (!loaded.unsigned()) {
      return loaded;
    }
    Integration first = loaded.extend(List.of(), keys);
    try {
      storage.integrate(first);
      return loaded.after(first);
    } catch (AuditException e) {
      if (e.code() != Code.CONFLICT) {
        throw e;
      }
      return Tree.load(storage, keys.verifier(), anchors); // another service was first
    }
  }

  private List<Checkpoint> published() {
    Optional<String> note = publisher.published();
    if (note.isEmpty()) {
      return List.of();
    }
    try {
      return List.of(Checkpoint.open(note.get(), keys.verifier()));
    } catch (AuditException e) {
      throw new AuditException(
          Code.TAMPERED, "the published checkpoint is not this log's: " + e.getMessage(), e);
    }
  }

  /** Says that there may be records to integrate. */
  void wake() {
    bell.ring();
  }

  /** The largest checkpoint known to be stored. */
  Checkpoint latest() {
    return latest;
  }

  /** The failure that the sequencer has not overcome yet. */
  Optional<AuditException> trouble() {
    return Optional.ofNullable(trouble);
  }

  /** Waits for a checkpoint other than {@code seen}; returns early when one may have come. */
  void awaitAfter(Checkpoint seen, Duration patience) throws InterruptedException {
    long millis = Math.max(1, patience.toMillis());
    synchronized (integrated) {
      if (latest.equals(seen)) {
        integrated.wait(millis);
      }
    }
  }

  private void run() {
    Duration pause = pace.retry();
    try {
      while (!bell.closing()) {
        bell.await(pace);
        while (!work()) {
          AuditException failed = trouble;
          if (bell.closing() || (failed != null && failed.code() == Code.TAMPERED)) {
            return;
          }
          bell.pause(pause);
          Duration doubled = pause.multipliedBy(2);
          pause = doubled.compareTo(pace.longestRetry()) < 0 ? doubled : pace.longestRetry();
        }
        pause = pace.retry();
      }
      work(); // what came in while closing
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // whoever interrupts the thread wants it to end
    }
  }

  /** Integrates all there is; false where that failed. */
  private boolean work() {
    try {
      while (step()) {
        publish();
      }
      publish();
      if (trouble != null) {
        LOGGER.log(Level.INFO, "the audit log''s sequencer goes on at size {0}", latest.size());
        trouble = null;
      }
      return true;
    } catch (AuditException e) {
      report(e);
    } catch (RuntimeException e) {
      report(new AuditException(Code.STORAGE_UNAVAILABLE, "the sequencer failed: " + e, e));
    }
    return false;
  }

  private void report(AuditException e) {
    AuditException before = trouble;
    if (before == null || before.code() != e.code()) { // once, not at every retry
      Level level = e.code() == Code.CONFLICT ? Level.DEBUG : Level.ERROR;
      LOGGER.log(level, "the audit log''s sequencer stopped for now: {0}", e.getMessage());
    }
    trouble = e;
  }

  /** One step of the tree; false where nothing waits. */
  private boolean step() {
    Tree current = tree;
    tree = null; // until the step's outcome is known, memory is not believed
    if (current == null) {
      current = open(anchors());
      advance(current.checkpoint());
    }
    List<Pending> pending = storage.unsequenced(pace.batch());
    if (!pending.isEmpty()) {
      Integration step = current.extend(pending, keys);
      storage.integrate(step);
      current = current.after(step);
      advance(step.checkpoint());
    }
    tree = current;
    return !pending.isEmpty();
  }

  private List<Checkpoint> anchors() {
    List<Checkpoint> anchors = new ArrayList<>(published());
    anchors.add(latest);
    return anchors;
  }

  private void advance(Checkpoint checkpoint) {
    synchronized (integrated) {
      if (checkpoint.size() > latest.size()) {
        latest = checkpoint;
        unpublished = checkpoint;
      }
      integrated.notifyAll();
    }
  }

  private void publish() {
    Checkpoint due = unpublished;
    if (due != null) {
      publisher.publish(due, keys.verifier());
      unpublished = null;
    }
  }

  /** Integrates what is there, if the storage lets it, and ends the thread. */
  @Override
  public void close() {
    bell.close();
    try {
      if (!Bell.join(thread, LAST_CHANCE)) {
        LOGGER.log(Level.WARNING, "the audit log''s sequencer did not end; it resumes on opening");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
