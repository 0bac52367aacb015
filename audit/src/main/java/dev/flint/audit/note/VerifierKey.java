package dev.flint.audit.note;

import dev.flint.audit.AuditException;
import dev.flint.audit.AuditException.Code;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;

/** A public key that verifies notes, written {@code <name>+<hex id>+base64(type || key)}. */
public final class VerifierKey {
  /** Signature type of Ed25519 (C2SP signed-note, "Signature types"). */
  private static final byte ED25519 = 0x01;

  private final String name;
  private final byte[] raw;
  private final int keyId;
  private final PublicKey key;

  private VerifierKey(String name, byte[] raw) {
    this.name = KeyName.check(name);
    this.raw = raw;
    this.keyId = keyId(name, raw);
    this.key = Ed25519.publicKey(raw);
  }

  static VerifierKey of(String name, PublicKey key) {
    return new VerifierKey(name, Ed25519.raw(key));
  }

  /**
   * Reads a verifier key; one newline at its end is allowed, as files have it.
   *
   * @throws AuditException MALFORMED
   */
  public static VerifierKey parse(String text) {
    String line = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    String[] fields = line.split("\\+", 3); // base64 may contain a plus sign, the others may not
    if (fields.length != 3) {
      throw new AuditException(
          Code.MALFORMED, "a verifier key is written <name>+<hash>+<key>, but two plus signs lack");
    }
    byte[] typed = StrictBase64.decode(fields[2], "the key of " + fields[0]);
    if (typed.length != 1 + Ed25519.PUBLIC_KEY_SIZE || typed[0] != ED25519) {
      throw new AuditException(Code.MALFORMED, "the verifier key is not of the type Ed25519");
    }
    VerifierKey key =
        new VerifierKey(fields[0], Arrays.copyOfRange(typed, 1, 1 + Ed25519.PUBLIC_KEY_SIZE));
    if (!key.hexId().equals(fields[1])) {
      throw new AuditException(
          Code.MALFORMED,
          "the verifier key says hash %s, but its name and key have %s"
              .formatted(fields[1].length() > 8 ? "(too long)" : fields[1], key.hexId()));
    }
    return key;
  }

  /** key id = SHA-256(name || 0x0A || type || key)[:4] (C2SP signed-note, "Ed25519 signatures"). */
  private static int keyId(String name, byte[] raw) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(name.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) '\n');
      digest.update(ED25519);
      digest.update(raw);
      return ByteBuffer.wrap(digest.digest()).getInt();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** The key's name, which is also the origin of the checkpoints it signs. */
  public String name() {
    return name;
  }

  /** The key's 32-bit id. */
  public int keyId() {
    return keyId;
  }

  /** The id in eight hexadecimal digits. */
  public String hexId() {
    return HexFormat.of().toHexDigits(keyId);
  }

  /** The key as one line, without a newline. */
  public String text() {
    byte[] typed = new byte[1 + raw.length];
    typed[0] = ED25519;
    System.arraycopy(raw, 0, typed, 1, raw.length);
    return name + "+" + hexId() + "+" + StrictBase64.encode(typed);
  }

  /**
   * Whether this key signed the note. Signatures by other keys are ignored, as the specification
   * asks, also where they share only the name or only the id.
   */
  public boolean signed(Note note) {
    return note.signatures().stream()
        .filter(signature -> signature.keyId() == keyId && signature.name().equals(name))
        .anyMatch(signature ->
            Ed25519.verify(key, note.text().getBytes(StandardCharsets.UTF_8), signature.bytes()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifierKey that
        && name.equals(that.name)
        && Arrays.equals(raw, that.raw);
  }

  @Override
  public int hashCode() {
    return keyId;
  }

  @Override
  public String toString() {
    return text();
  }
}
