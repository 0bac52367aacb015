package dev.flint.audit.log;

import dev.flint.audit.AuditException;
import dev.flint.audit.AuditException.Code;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.regex.Pattern;

/**
 * What a caller wants recorded. The leaf commits to salt and record. So that it binds the id too, a
 * record should be a JSON object with a member {@code id}: one that says another id is refused,
 * here and by the verifier.
 *
 * @param id the receipt id, chosen by the caller and unique: 1 to 128 of {@code A-Z a-z 0-9 _.:-}
 * @param record opaque bytes, 4 MiB at most, owned by this value
 * @param salt 32 random bytes, owned by this value
 */
public record Entry(String id, byte[] record, byte[] salt) {
  /** Bytes of salt. One fixed length, or bytes could move between salt and record unseen. */
  public static final int SALT_SIZE = 32;

  /** The longest record. */
  public static final int MAX_RECORD = 4 << 20;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.:-]{1,128}");
  private static final SecureRandom RANDOM = new SecureRandom();

  public Entry {
    if (!validId(id)) {
      throw new AuditException(
          Code.BAD_ENTRY, "an entry's id has 1 to 128 letters, digits and characters of _.:-");
    }
    if (record.length > MAX_RECORD) {
      throw new AuditException(
          Code.BAD_ENTRY,
          "the record %s is longer than %d bytes: %d".formatted(id, MAX_RECORD, record.length));
    }
    if (!OwnId.agrees(id, record)) {
      throw new AuditException(
          Code.BAD_ENTRY,
          "the record of %s is a JSON object whose member id says another id".formatted(id));
    }
    if (salt.length != SALT_SIZE) {
      throw new AuditException(
          Code.BAD_ENTRY,
          "the salt of %s has %d bytes instead of %d".formatted(id, salt.length, SALT_SIZE));
    }
  }

  /** An entry with a fresh salt. */
  public static Entry salted(String id, byte[] record) {
    byte[] salt = new byte[SALT_SIZE];
    RANDOM.nextBytes(salt);
    return new Entry(id, record, salt);
  }

  /** Whether {@code id} may name an entry. */
  public static boolean validId(String id) {
    return ID.matcher(id).matches();
  }

  /** The 32 bytes that become the log's entry: SHA-256(salt || record). */
  public byte[] commitment() {
    return commitment(salt, record);
  }

  /** SHA-256(salt || record). */
  public static byte[] commitment(byte[] salt, byte[] record) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(salt);
      return digest.digest(record);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
