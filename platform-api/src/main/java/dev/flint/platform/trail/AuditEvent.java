package dev.flint.platform.trail;

import java.util.List;

/** Everything that is recorded besides requests and their outcomes. */
public sealed interface AuditEvent {

  /** A key was presented that is malformed, unknown, wrong or revoked. */
  record CredentialRefused(String source, String keyId, String reason) implements AuditEvent {}

  /** A valid caller asked for something that was refused before any model was involved. */
  record RequestRefused(Actor by, String source, String route, String model, String code)
      implements AuditEvent {}

  /** A key was made. */
  record KeyCreated(Actor by, String keyId, String owner, List<String> roles, String department)
      implements AuditEvent {}

  /** A key was revoked. */
  record KeyRevoked(Actor by, String keyId) implements AuditEvent {}

  /** A model file entered the store. */
  record ModelImported(Actor by, String model, String digest, long bytes) implements AuditEvent {}

  /** A model version was signed by the organisation. */
  record ModelSigned(Actor by, String model, String digest) implements AuditEvent {}

  /** A model version may answer from now on; the mode says how much review it had. */
  record ModelApproved(Actor by, String model, String digest, String mode) implements AuditEvent {}

  /** A model version may not answer any more. */
  record ModelRevoked(Actor by, String model, String digest, String reason) implements AuditEvent {}

  /** A model was verified byte for byte and loaded. */
  record ModelLoaded(ServedModel model) implements AuditEvent {}

  /** An incident: an approved model failed its verification and is not served. */
  record ModelRefused(String model, String digest, String verdict, String sentence)
      implements AuditEvent {}

  /** Somebody read the record. */
  record RecordRead(Actor by, String source, String what, int records) implements AuditEvent {}

  /** The service began; {@code run} marks every intent of this run. */
  record ServiceStarted(String version, String run) implements AuditEvent {}

  /** The service ended in order: no intent of this run is without its outcome. */
  record ServiceStopped(String version, String run) implements AuditEvent {}
}
