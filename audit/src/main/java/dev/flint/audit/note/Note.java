package dev.flint.audit.note;

import dev.flint.audit.AuditException;
import dev.flint.audit.AuditException.Code;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A text with signatures below it, well-formed but not yet verified (C2SP signed-note).
 *
 * @param text what is signed, ending in a newline
 * @param signatures at least one, none by the same key twice
 */
public record Note(String text, List<NoteSignature> signatures) {
  /** Bytes that a note may have; room for sixteen of the largest signatures in use. */
  public static final int MAX_BYTES = 256 * 1024;

  static final int MAX_SIGNATURES = 64;

  public Note {
    signatures = List.copyOf(signatures);
  }

  /**
   * Reads a note out of bytes that nobody vouches for.
   *
   * @throws AuditException MALFORMED
   */
  public static Note parse(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw malformed("is longer than %d bytes".formatted(MAX_BYTES));
    }
    try {
      return parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw new AuditException(Code.MALFORMED, "the note is not valid UTF-8", e);
    }
  }

  /**
   * Reads a note.
   *
   * @throws AuditException MALFORMED
   */
  public static Note parse(String note) {
    if (note.length() > MAX_BYTES) {
      throw malformed("is longer than %d bytes".formatted(MAX_BYTES));
    }
    if (note.chars().anyMatch(c -> c < ' ' && c != '\n')) {
      throw malformed("contains a control character other than newline");
    }
    if (!note.endsWith("\n")) {
      throw malformed("does not end in a newline");
    }
    int blank = note.lastIndexOf("\n\n");
    if (blank < 0) {
      throw malformed("has no blank line before its signatures");
    }
    String text = note.substring(0, blank + 1);
    String below = note.substring(blank + 2);
    if (below.isEmpty()) {
      throw malformed("has no signature");
    }
    return new Note(text, signatures(below));
  }

  private static List<NoteSignature> signatures(String below) {
    List<NoteSignature> signatures = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String line : below.substring(0, below.length() - 1).split("\n", -1)) {
      if (!line.startsWith(NoteSignature.PREFIX)) {
        throw malformed("has a signature line that does not begin with an em dash and a space");
      }
      if (signatures.size() == MAX_SIGNATURES) {
        throw malformed("has more than %d signatures".formatted(MAX_SIGNATURES));
      }
      NoteSignature signature = NoteSignature.parse(line);
      if (!seen.add(signature.name() + "+" + signature.keyId())) {
        throw malformed("has two signatures by the key " + signature.name());
      }
      signatures.add(signature);
    }
    return signatures;
  }

  /** The note as it is written. */
  public String encode() {
    StringBuilder note = new StringBuilder(text).append('\n');
    signatures.forEach(signature -> note.append(signature.line()).append('\n'));
    return note.toString();
  }

  private static AuditException malformed(String what) {
    return new AuditException(Code.MALFORMED, "the note " + what);
  }
}
