package dev.flint.audit.note;

import dev.flint.audit.AuditException;
import dev.flint.audit.AuditException.Code;
import java.util.Arrays;
import java.util.Base64;

/**
 * Standard base64 (RFC 4648, section 4) of which every value has exactly one spelling. The JDK's
 * decoder also takes a missing padding and stray bits in the last character.
 */
public final class StrictBase64 {
  private StrictBase64() {}

  /**
   * The bytes {@code text} spells.
   *
   * @param what names the field in the error
   * @throws AuditException MALFORMED
   */
  public static byte[] decode(String text, String what) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new AuditException(Code.MALFORMED, what + " is not base64", e);
    }
    if (!canonical(text, bytes)) {
      throw new AuditException(Code.MALFORMED, what + " is not canonical base64");
    }
    return bytes;
  }

  /** What the decoder takes is spelled in one way only, but for the last four characters. */
  private static boolean canonical(String text, byte[] bytes) {
    if (text.isEmpty()) {
      return true;
    }
    int last = (bytes.length - 1) / 3 * 3;
    return text.length() % 4 == 0
        && bytes.length > 0
        && text.endsWith(encode(Arrays.copyOfRange(bytes, last, bytes.length)));
  }

  /** Padded standard base64. */
  public static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
