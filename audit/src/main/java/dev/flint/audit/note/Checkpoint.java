package dev.flint.audit.note;

import dev.flint.audit.AuditException;
import dev.flint.audit.AuditException.Code;
import dev.flint.audit.merkle.Hash;
import java.util.regex.Pattern;

/**
 * A signed tree head, verified before it came to be (C2SP tlog-checkpoint).
 *
 * @param origin the log's name
 * @param size leaves in the tree
 * @param root the tree's root hash
 * @param note the whole signed note
 */
public record Checkpoint(String origin, long size, Hash root, String note) {
  private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,17}");

  /** Signs a tree head. */
  public static Checkpoint sign(LogKeys keys, long size, Hash root) {
    String text = keys.name() + "\n" + size + "\n" + root.base64() + "\n";
    return new Checkpoint(keys.name(), size, root, keys.sign(text));
  }

  /**
   * Reads a checkpoint and verifies that {@code key} signed it, under its own name.
   *
   * @throws AuditException MALFORMED, or TAMPERED where the signature is not the key's
   */
  public static Checkpoint open(String note, VerifierKey key) {
    return open(Note.parse(note), key);
  }

  /** As above, out of bytes. */
  public static Checkpoint open(byte[] note, VerifierKey key) {
    return open(Note.parse(note), key);
  }

  private static Checkpoint open(Note note, VerifierKey key) {
    if (!key.signed(note)) {
      throw new AuditException(
          Code.TAMPERED,
          "the checkpoint is not signed by the key %s+%s".formatted(key.name(), key.hexId()));
    }
    String[] lines = note.text().substring(0, note.text().length() - 1).split("\n", -1);
    if (lines.length < 3) {
      throw new AuditException(
          Code.MALFORMED, "a checkpoint has three lines: its origin, its size and its root");
    }
    if (!lines[0].equals(key.name())) {
      throw new AuditException(
          Code.TAMPERED, "the checkpoint is of another log: its origin is not " + key.name());
    }
    if (!SIZE.matcher(lines[1]).matches()) {
      throw new AuditException(Code.MALFORMED, "the checkpoint's size is not a decimal number");
    }
    byte[] root = StrictBase64.decode(lines[2], "the checkpoint's root");
    if (root.length != Hash.SIZE) {
      throw new AuditException(Code.MALFORMED, "the checkpoint's root is not 32 bytes long");
    }
    for (int i = 3; i < lines.length; i++) { // extension lines: opaque, but never empty
      if (lines[i].isEmpty()) {
        throw new AuditException(Code.MALFORMED, "the checkpoint has an empty extension line");
      }
    }
    return new Checkpoint(lines[0], Long.parseLong(lines[1]), Hash.of(root), note.encode());
  }
}
