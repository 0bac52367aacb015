package dev.flint.audit.log;

import dev.flint.audit.AuditException;
import dev.flint.audit.AuditException.Code;
import dev.flint.audit.merkle.Hash;
import dev.flint.audit.merkle.Inclusion;
import dev.flint.audit.note.Checkpoint;
import dev.flint.audit.note.Note;
import dev.flint.audit.note.StrictBase64;
import dev.flint.audit.note.VerifierKey;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Proof that an entry is in the log (C2SP tlog-proof).
 *
 * @param index the entry's leaf
 * @param path the inclusion proof, the leaf's sibling first
 * @param checkpoint the tree head it leads to
 */
public record Receipt(long index, List<Hash> path, Checkpoint checkpoint) {
  private static final String HEADER = "c2sp.org/tlog-proof@v1";
  private static final Pattern INDEX = Pattern.compile("index (0|[1-9][0-9]{0,17})");
  private static final int MAX_PATH = 63;

  public Receipt {
    path = List.copyOf(path);
  }

  /** The {@code .tlog-proof} text. */
  public String text() {
    StringBuilder text = new StringBuilder(HEADER).append("\nindex ").append(index).append('\n');
    path.forEach(hash -> text.append(hash.base64()).append('\n'));
    return text.append('\n').append(checkpoint.note()).toString();
  }

  /**
   * Reads a receipt and verifies its checkpoint's signature; {@link #proves} does the rest.
   *
   * @throws AuditException MALFORMED, or TAMPERED where the key did not sign
   */
  public static Receipt parse(String text, VerifierKey key) {
    int blank = text.indexOf("\n\n");
    if (blank < 0 || text.length() > Note.MAX_BYTES) {
      throw new AuditException(Code.MALFORMED, "a receipt is a proof, a blank line, a checkpoint");
    }
    List<String> lines = List.of(text.substring(0, blank).split("\n", -1));
    int at = lines.size() > 1 && lines.get(1).startsWith("extra ") ? 2 : 1;
    if (at == 2) {
      StrictBase64.decode(lines.get(1).substring("extra ".length()), "the receipt's extra data");
    }
    if (!lines.getFirst().equals(HEADER)
        || lines.size() <= at
        || !INDEX.matcher(lines.get(at)).matches()) {
      throw new AuditException(
          Code.MALFORMED, "a receipt begins with '%s' and an index".formatted(HEADER));
    }
    if (lines.size() - at - 1 > MAX_PATH) {
      throw new AuditException(Code.MALFORMED, "the receipt's proof is longer than any tree's");
    }
    List<Hash> path = new ArrayList<>();
    for (String line : lines.subList(at + 1, lines.size())) {
      byte[] hash = StrictBase64.decode(line, "a hash of the receipt");
      if (hash.length != Hash.SIZE) {
        throw new AuditException(Code.MALFORMED, "a hash of the receipt is not 32 bytes long");
      }
      path.add(Hash.of(hash));
    }
    return new Receipt(
        Long.parseLong(lines.get(at).substring("index ".length())),
        path,
        Checkpoint.open(text.substring(blank + 2), key));
  }

  /** Whether this proves that the log holds an entry with this commitment at {@link #index}. */
  public boolean proves(byte[] commitment) {
    return Inclusion.verify(
        index, checkpoint.size(), Hash.leaf(commitment), path, checkpoint.root());
  }
}
