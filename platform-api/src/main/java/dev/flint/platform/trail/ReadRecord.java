package dev.flint.platform.trail;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.flint.audit.log.StoredRecord;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A record as an auditor reads it.
 *
 * @param index its leaf in the tree, absent for the moment until it has one
 * @param sequence its number in the database, which pages are asked for with
 * @param fields the record itself
 * @param salt what its commitments were salted with; only where one record is asked for
 * @param record the exact bytes recorded, in Base64; only where one record is asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReadRecord(
    @Nullable Long index,
    long sequence,
    String id,
    String kind,
    String time,
    Map<String, Object> fields,
    @Nullable String salt,
    @Nullable String record) {
  private static final JsonMapper JSON = JsonMapper.shared();

  static ReadRecord of(StoredRecord stored) {
    Map<String, Object> fields = fields(stored);
    return new ReadRecord(
        stored.index().isPresent() ? stored.index().getAsLong() : null,
        stored.sequence(),
        stored.id(),
        String.valueOf(fields.getOrDefault("kind", "unreadable")),
        stored.recordedAt().toString(),
        fields,
        null,
        null);
  }

  static ReadRecord withSalt(StoredRecord stored) {
    ReadRecord plain = of(stored);
    Base64.Encoder base64 = Base64.getEncoder();
    return new ReadRecord(
        plain.index,
        plain.sequence,
        plain.id,
        plain.kind,
        plain.time,
        plain.fields,
        base64.encodeToString(stored.salt()),
        base64.encodeToString(stored.record()));
  }

  // A record that was tampered with may be no JSON any more; it is shown all the same.
  private static Map<String, Object> fields(StoredRecord stored) {
    try {
      return JSON.readValue(stored.record(), new TypeReference<Map<String, Object>>() {});
    } catch (JacksonException e) {
      return Map.of();
    }
  }
}
