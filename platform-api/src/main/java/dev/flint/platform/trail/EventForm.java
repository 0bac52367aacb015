package dev.flint.platform.trail;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The kind of an event and its fields, as they are written.
 *
 * @param kind a stable name, for example {@code key_created}
 * @param fields what {@link CanonicalJson} can write
 */
record EventForm(String kind, Map<String, Object> fields) {

  static EventForm of(AuditEvent event) {
    return switch (event) {
      case AuditEvent.CredentialRefused e ->
          form("credential_refused", "source", e.source(), "key_id", e.keyId())
              .with("reason", e.reason());
      case AuditEvent.RequestRefused e ->
          form("request_refused", "actor", actor(e.by()), "source", e.source())
              .with("route", e.route())
              .with("model", e.model())
              .with("code", e.code());
      case AuditEvent.KeyCreated e ->
          form("key_created", "actor", actor(e.by()), "key_id", e.keyId())
              .with("owner", e.owner())
              .with("roles", e.roles())
              .with("department", e.department());
      case AuditEvent.KeyRevoked e ->
          form("key_revoked", "actor", actor(e.by()), "key_id", e.keyId());
      case AuditEvent.ModelImported e ->
          form("model_imported", "actor", actor(e.by()), "model", e.model())
              .with("digest", e.digest())
              .with("bytes", e.bytes());
      case AuditEvent.ModelSigned e ->
          form("model_signed", "actor", actor(e.by()), "model", e.model())
              .with("digest", e.digest());
      case AuditEvent.ModelApproved e ->
          form("model_approved", "actor", actor(e.by()), "model", e.model())
              .with("digest", e.digest())
              .with("mode", e.mode());
      case AuditEvent.ModelRevoked e ->
          form("model_revoked", "actor", actor(e.by()), "model", e.model())
              .with("digest", e.digest())
              .with("reason", e.reason());
      case AuditEvent.ModelLoaded e ->
          form("model_loaded", "model", model(e.model()), "incident", false);
      case AuditEvent.ModelRefused e ->
          form("model_refused", "model", e.model(), "incident", true)
              .with("digest", e.digest())
              .with("verdict", e.verdict())
              .with("sentence", e.sentence());
      case AuditEvent.RecordRead e ->
          form("record_read", "actor", actor(e.by()), "source", e.source())
              .with("what", e.what())
              .with("records", e.records());
      case AuditEvent.ServiceStarted e ->
          form("service_started", "version", e.version(), "run", e.run());
      case AuditEvent.ServiceStopped e ->
          form("service_stopped", "version", e.version(), "run", e.run());
    };
  }

  static Map<String, Object> actor(Actor actor) {
    return Map.of(
        "key_id", actor.keyId(), "owner", actor.owner(), "department", actor.department());
  }

  static Map<String, Object> model(ServedModel model) {
    return Map.of(
        "name", model.name(),
        "digest", model.digest(),
        "template_digest", model.templateDigest(),
        "engine", model.engine(),
        "backend", model.backend(),
        "threads", model.threads(),
        "approval", model.approval());
  }

  private static EventForm form(String kind, String key, Object value, String key2, Object value2) {
    return new EventForm(kind, new LinkedHashMap<>()).with(key, value).with(key2, value2);
  }

  private EventForm with(String key, Object value) {
    fields.put(key, value);
    return this;
  }
}
