package dev.flint.audit.log;

import dev.flint.audit.note.StrictBase64;

/**
 * One line of {@code records.jsonl}: {@code {"index":0,"id":"…","salt":"…","record":"…"}}, salt and
 * record in base64.
 *
 * @param index the leaf's index
 * @param id the receipt id
 * @param salt 32 bytes, owned by this value
 * @param record the bytes recorded, owned by this value
 */
public record RecordLine(long index, String id, byte[] salt, byte[] record) {
  /** The line without its newline. Ids need no escapes. */
  public String encode() {
    return "{\"index\":%d,\"id\":\"%s\",\"salt\":\"%s\",\"record\":\"%s\"}"
        .formatted(index, id, StrictBase64.encode(salt), StrictBase64.encode(record));
  }
}
