package dev.flint.platform.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.flint.platform.trail.ServedModel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The {@code system_fingerprint}: the same as long as equal requests get equal answers. It leaves
 * out the backend and the number of threads on purpose, because neither changes an answer.
 */
final class Fingerprint {
  private static final int HEX_DIGITS = 12;

  private Fingerprint() {}

  static String of(ServedModel model) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(
                  String.join("\n", model.engine(), model.digest(), model.templateDigest())
                      .getBytes(UTF_8));
      return "fp_" + HexFormat.of().formatHex(hash).substring(0, HEX_DIGITS);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every JDK has SHA-256", impossible);
    }
  }
}
