package dev.flint.runtime.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * GPT-2's printable stand-ins for the 256 bytes: vocabulary entries of byte-level tokenizers are
 * written in them. Printable Latin-1 stands for itself, the rest follows from U+0100 on.
 */
final class ByteAlphabet {
  private static final char[] CHARACTERS = new char[256];
  private static final short[] BYTES = new short[0x200];

  static {
    Arrays.fill(BYTES, (short) -1);
    int moved = 0x100;
    for (int value = 0; value < 256; value++) {
      boolean printable =
          CodePoints.within(value, '!', '~')
              || CodePoints.within(value, 0xA1, 0xAC)
              || value >= 0xAE;
      CHARACTERS[value] = (char) (printable ? value : moved++);
      BYTES[CHARACTERS[value]] = (short) value;
    }
  }

  private ByteAlphabet() {}

  static char character(int value) {
    return CHARACTERS[value & 0xFF];
  }

  /** The byte that a character stands for, or -1. */
  static int value(char character) {
    return character < BYTES.length ? BYTES[character] : -1;
  }

  /**
   * The bytes that a vocabulary entry stands for; what is not of the alphabet stands for itself.
   */
  static byte[] bytes(String piece) {
    byte[] bytes = new byte[piece.length()];
    for (int i = 0; i < bytes.length; i++) {
      int value = value(piece.charAt(i));
      if (value < 0) {
        return mixed(piece);
      }
      bytes[i] = (byte) value;
    }
    return bytes;
  }

  private static byte[] mixed(String piece) {
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    for (int point : CodePoints.of(piece)) {
      if (point < BYTES.length && BYTES[point] >= 0) {
        bytes.write(BYTES[point]);
      } else {
        bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }
}
