package dev.flint.registry;

import dev.flint.registry.fault.RegistryException;
import dev.flint.registry.lifecycle.State;
import dev.flint.registry.lifecycle.Transition;
import dev.flint.registry.store.Blob;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.domain.Limit;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Versions and their history in PostgreSQL; a step and its history entry are one transaction. */
final class Ledger {
  private final ModelVersionRows versions;
  private final TransitionRows transitions;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Ledger(
      ModelVersionRows versions,
      TransitionRows transitions,
      TransactionTemplate transaction,
      Clock clock) {
    this.versions = versions;
    this.transitions = transitions;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** The version of this name and file, new or known; of two at once, both get the same. */
  ModelVersion add(String name, Blob blob, String actor) {
    return find(name, blob)
        .orElseGet(() -> {
          try {
            return run(() -> insert(name, blob, actor));
          } catch (RegistryException e) {
            if (e.code() != RegistryException.Code.CONFLICT) {
              throw e;
            }
            return find(name, blob).orElseThrow(() -> e);
          }
        });
  }

  private Optional<ModelVersion> find(String name, Blob blob) {
    return run(() -> versions.find(name, blob.digest()).map(ModelVersionRow::version));
  }

  private ModelVersion insert(String name, Blob blob, String actor) {
    Instant now = now();
    ModelVersionRow row =
        versions.saveAndFlush(
            new ModelVersionRow(UUID.randomUUID(), name, blob.digest(), blob.size(), now, actor));
    record(row, new HistoryEntry(actor, now, null, row.state().label(), null, null));
    return row.version();
  }

  /** Takes a legal step; CONFLICT where somebody else took one at the same moment. */
  ModelVersion move(ModelVersionId id, Transition step, String actor, @Nullable String reason) {
    return run(() -> {
      ModelVersionRow row = versions.findById(id.value()).orElseThrow(() -> unknown(id));
      State from = row.state();
      State to = step.from(from);
      row.moveTo(to);
      ModelVersionRow moved = versions.saveAndFlush(row);
      String mode = to instanceof State.Approved(var approval) ? approval.name() : null;
      record(moved, new HistoryEntry(actor, now(), from.label(), to.label(), mode, reason));
      return moved.version();
    });
  }

  ModelVersion require(ModelVersionId id) {
    return find(id).orElseThrow(() -> unknown(id));
  }

  Optional<ModelVersion> find(ModelVersionId id) {
    return run(() -> versions.findById(id.value()).map(ModelVersionRow::version));
  }

  List<ModelVersion> all() {
    return run(() -> versions.newestFirst().stream().map(ModelVersionRow::version).toList());
  }

  Optional<ModelVersion> approved(String name) {
    return run(() ->
        versions.approved(name, Limit.of(1)).stream().map(ModelVersionRow::version).findFirst());
  }

  List<HistoryEntry> history(ModelVersionId id) {
    return run(() -> transitions.of(id.value()).stream().map(TransitionRow::entry).toList());
  }

  private void record(ModelVersionRow row, HistoryEntry entry) {
    transitions.saveAndFlush(new TransitionRow(row.id(), entry));
  }

  private Instant now() {
    // PostgreSQL keeps microseconds.
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private <T> T run(Supplier<T> work) {
    try {
      return transaction.<T>execute(status -> work.get());
    } catch (OptimisticLockingFailureException | DataIntegrityViolationException e) {
      throw new RegistryException(
          RegistryException.Code.CONFLICT,
          "Somebody else changed this model version at the same moment: look at it again.",
          e);
    } catch (DataAccessException | TransactionException e) {
      throw new RegistryException(
          RegistryException.Code.STORAGE_UNAVAILABLE,
          "The registry's database did not answer: check that PostgreSQL is running.",
          e);
    }
  }

  private static RegistryException unknown(ModelVersionId id) {
    return new RegistryException(
        RegistryException.Code.NOT_FOUND, "There is no model version " + id + ".");
  }
}
