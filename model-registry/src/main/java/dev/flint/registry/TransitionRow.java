package dev.flint.registry;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A row of the append-only {@code registry_transition}. */
@Entity
@Immutable
@Table(name = "registry_transition")
// Hibernate fills the fields of a row it reads.
@SuppressWarnings("NullAway.Init")
class TransitionRow {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private @Nullable Long id;

  @Column(name = "version_id")
  private UUID versionId;

  private String actor;

  @Column(name = "happened_at")
  private Instant happenedAt;

  @Column(name = "from_state")
  private @Nullable String fromState;

  @Column(name = "to_state")
  private String toState;

  private @Nullable String mode;
  private @Nullable String reason;

  protected TransitionRow() {}

  TransitionRow(UUID versionId, HistoryEntry entry) {
    this.versionId = versionId;
    this.actor = entry.actor();
    this.happenedAt = entry.at();
    this.fromState = entry.from();
    this.toState = entry.to();
    this.mode = entry.mode();
    this.reason = entry.reason();
  }

  HistoryEntry entry() {
    return new HistoryEntry(actor, happenedAt, fromState, toState, mode, reason);
  }
}
