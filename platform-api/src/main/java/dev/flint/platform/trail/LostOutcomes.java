package dev.flint.platform.trail;

import dev.flint.audit.log.AuditLog;
import dev.flint.audit.log.StoredRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds the intents of a run that was cut off before it could record their outcomes. */
final class LostOutcomes {
  private static final int PAGE = 1000;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final AuditLog log;

  LostOutcomes(AuditLog log) {
    this.log = log;
  }

  /** Ids of the intents of {@code run} without an outcome: reads back to where the run began. */
  Set<String> of(String run) {
    Set<String> intents = new TreeSet<>();
    Set<String> outcomes = new HashSet<>();
    long before = Long.MAX_VALUE;
    boolean begun = false;
    while (!begun) {
      List<StoredRecord> page = log.newest(before, PAGE);
      for (StoredRecord stored : page) {
        before = stored.sequence();
        if (stored.id().endsWith(Trail.OUTCOME)) {
          outcomes.add(stored.id());
        } else {
          begun |= read(stored, run, intents);
        }
      }
      begun |= page.isEmpty();
    }
    intents.removeIf(id -> outcomes.contains(id + Trail.OUTCOME));
    return intents;
  }

  /** Notes an intent of the run; true at the record that began it. */
  private static boolean read(StoredRecord stored, String run, Set<String> intents) {
    JsonNode record = JSON.readTree(stored.record());
    if (!record.path("run").asString("").equals(run)) {
      return false;
    }
    String kind = record.path("kind").asString("");
    if (kind.equals("intent")) {
      intents.add(stored.id());
    }
    return kind.equals("service_started");
  }
}
