package dev.flint.audit.note;

import dev.flint.audit.AuditException;
import dev.flint.audit.AuditException.Code;
import java.nio.ByteBuffer;

/**
 * One signature line of a note: {@code — <name> base64(key id || signature)}.
 *
 * @param name the key's name
 * @param keyId the key's 32-bit id
 * @param bytes the signature proper, owned by this value
 */
public record NoteSignature(String name, int keyId, byte[] bytes) {
  static final String PREFIX = "\u2014 ";

  static NoteSignature parse(String line) {
    String[] fields = line.substring(PREFIX.length()).split(" ", -1);
    if (fields.length != 2) {
      throw new AuditException(
          Code.MALFORMED, "a signature line of the note is not a name and a signature");
    }
    KeyName.check(fields[0]);
    byte[] value = StrictBase64.decode(fields[1], "the signature by " + fields[0]);
    if (value.length <= Integer.BYTES) {
      throw new AuditException(
          Code.MALFORMED, "the signature by %s has no bytes after its key id".formatted(fields[0]));
    }
    ByteBuffer buffer = ByteBuffer.wrap(value);
    int keyId = buffer.getInt();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return new NoteSignature(fields[0], keyId, bytes);
  }

  /** The line without its newline. */
  String line() {
    ByteBuffer buffer = ByteBuffer.allocate(Integer.BYTES + bytes.length);
    buffer.putInt(keyId).put(bytes);
    return PREFIX + name + " " + StrictBase64.encode(buffer.array());
  }
}
