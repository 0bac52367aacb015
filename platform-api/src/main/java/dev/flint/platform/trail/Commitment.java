package dev.flint.platform.trail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256(salt ‖ bytes) in hexadecimal: proves later what was said without saying it now. The salt
 * is the record's own, so equal prompts do not look equal.
 */
final class Commitment {
  private Commitment() {}

  static String of(byte[] salt, byte[] bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(salt);
      return HexFormat.of().formatHex(digest.digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  static String of(byte[] salt, String text) {
    return of(salt, text.getBytes(UTF_8));
  }

  /** Tokens as little-endian int32. */
  static String of(byte[] salt, int[] tokens) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(tokens.length, Integer.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(tokens);
    return of(salt, bytes.array());
  }
}
