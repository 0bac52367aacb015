package dev.flint.runtime.text;

import dev.flint.runtime.RuntimeFault;

/** What a vocabulary entry is for; the order is that of {@code tokenizer.ggml.token_type}. */
enum TokenKind {
  UNDEFINED,
  /** A piece of text. */
  NORMAL,
  /** Stands for text that the vocabulary cannot express. */
  UNKNOWN,
  /** Steers the model and is never output. */
  CONTROL,
  /** A whole word that is found in a text before anything else. */
  USER_DEFINED,
  UNUSED,
  /** One byte, written {@code <0x0A>}. */
  BYTE;

  private static final TokenKind[] KINDS = values();

  static TokenKind of(long type, int index) {
    if (type < 0 || type >= KINDS.length) {
      throw TokenizerMetadata.malformed(
          "token_type", index, "is " + type + "; token types run from 0 to " + (KINDS.length - 1));
    }
    return KINDS[(int) type];
  }

  /** Whether the merging of characters may end in such a token. */
  boolean textual() {
    return this == NORMAL || this == USER_DEFINED || this == UNUSED || this == UNDEFINED;
  }

  /** The value of a byte token's piece; anything but two hexadecimal digits is a fault. */
  static byte byteOf(String piece, int index) throws RuntimeFault {
    if (piece.length() == 6 && piece.startsWith("<0x") && piece.charAt(5) == '>') {
      int high = Character.digit(piece.charAt(3), 16);
      int low = Character.digit(piece.charAt(4), 16);
      if (high >= 0 && low >= 0 && piece.charAt(3) < 128 && piece.charAt(4) < 128) {
        return (byte) (high << 4 | low);
      }
    }
    throw TokenizerMetadata.malformed(
        "tokens",
        index,
        "is of type byte, but '" + printable(piece) + "' is not of the form <0x0A>");
  }

  /** A piece of a hostile vocabulary, made short and harmless for an error message. */
  static String printable(String piece) {
    String head = piece.length() > 40 ? piece.substring(0, 40) + "…" : piece;
    return head.replaceAll("\\p{Cntrl}", "?");
  }
}
