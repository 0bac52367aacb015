package dev.flint.registry;

import dev.flint.registry.lifecycle.ApprovalMode;
import dev.flint.registry.lifecycle.State;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code registry_model_version}; only state, mode and revision ever change. */
@Entity
@Table(name = "registry_model_version")
// Hibernate fills the fields of a row it reads.
@SuppressWarnings("NullAway.Init")
class ModelVersionRow {
  @Id private UUID id;

  @Column(updatable = false)
  private String name;

  @Column(updatable = false)
  private String digest;

  @Column(updatable = false)
  private long size;

  @Column(name = "imported_at", updatable = false)
  private Instant importedAt;

  @Column(name = "imported_by", updatable = false)
  private String importedBy;

  private String state;

  @Column(name = "approval_mode")
  private @Nullable String approvalMode;

  // Null until the row is stored, which is how Spring Data tells a new row from a known one.
  @Version private @Nullable Long revision;

  protected ModelVersionRow() {}

  ModelVersionRow(UUID id, String name, String digest, long size, Instant at, String actor) {
    this.id = id;
    this.name = name;
    this.digest = digest;
    this.size = size;
    this.importedAt = at;
    this.importedBy = actor;
    this.state = new State.Imported().label();
  }

  UUID id() {
    return id;
  }

  State state() {
    return switch (state) {
      case "IMPORTED" -> new State.Imported();
      case "SIGNED" -> new State.Signed();
      case "APPROVED" -> new State.Approved(ApprovalMode.valueOf(String.valueOf(approvalMode)));
      case "REVOKED" -> new State.Revoked();
      default -> throw new IllegalStateException("the database holds the unknown state " + state);
    };
  }

  void moveTo(State next) {
    state = next.label();
    if (next instanceof State.Approved(ApprovalMode mode)) {
      approvalMode = mode.name();
    }
  }

  ModelVersion version() {
    return new ModelVersion(
        new ModelVersionId(id), name, digest, size, state(), importedAt, importedBy);
  }
}
