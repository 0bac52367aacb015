package dev.flint.platform.trail;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** The written form of each record; {@code compliance-docs/audit-events.md} is its description. */
final class RecordForm {
  static final int VERSION = 1;

  private RecordForm() {}

  static byte[] intent(String id, Instant at, String run, byte[] salt, RequestFacts facts) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("actor", EventForm.actor(facts.actor()));
    fields.put("source", facts.source());
    fields.put("route", facts.route());
    fields.put("run", run);
    fields.put("model", EventForm.model(facts.model()));
    fields.put("settings", settings(salt, facts.settings()));
    fields.put("prompt", Commitment.of(salt, facts.prompt()));
    fields.put("prompt_tokens", facts.prompt().length);
    return record(id, "intent", at, fields);
  }

  static byte[] outcome(String id, String intent, Instant at, byte[] salt, OutcomeFacts facts) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("intent", intent);
    fields.put("reason", facts.reason());
    fields.put("error", facts.error());
    fields.put("prompt_tokens", facts.promptTokens());
    fields.put("output_tokens", facts.output().length);
    fields.put("output", Commitment.of(salt, facts.output()));
    fields.put("output_text", Commitment.of(salt, facts.text()));
    return record(id, "outcome", at, fields);
  }

  /** The outcome of a request that was under way when its run of the service was cut off. */
  static byte[] lost(String id, String intent, Instant at) {
    return record(
        id, "outcome", at, Map.of("intent", intent, "reason", "lost", "error", "service_ended"));
  }

  static byte[] event(String id, Instant at, AuditEvent event) {
    EventForm form = EventForm.of(event);
    return record(id, form.kind(), at, form.fields());
  }

  private static Map<String, Object> settings(byte[] salt, Settings settings) {
    return Map.of(
        "temperature", Float.toString(settings.temperature()),
        "top_p", Float.toString(settings.topP()),
        "top_k", settings.topK(),
        "min_p", Float.toString(settings.minP()),
        "seed", Long.toString(settings.seed()),
        "max_tokens", settings.maxTokens(),
        "stop_count", settings.stop().size(),
        // A stop sequence may quote the conversation: committed to, not told.
        "stop", Commitment.of(salt, CanonicalJson.bytes(Map.of("stop", settings.stop()))));
  }

  private static byte[] record(String id, String kind, Instant at, Map<String, Object> fields) {
    Map<String, Object> record = new LinkedHashMap<>(fields);
    record.put("v", VERSION);
    record.put("id", id);
    record.put("kind", kind);
    record.put("at", at.truncatedTo(ChronoUnit.MICROS).toString());
    return CanonicalJson.bytes(record);
  }
}
