package dev.flint.registry.trust;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** PEM text (RFC 7468), written as OpenSSL writes it: 64 columns, a line feed after each line. */
final class Pem {
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private Pem() {}

  static String encode(String label, byte[] der) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + LINES.encodeToString(der)
        + "\n-----END "
        + label
        + "-----\n";
  }

  /** The bytes of the only block with this label; text before and after it is allowed. */
  static Optional<byte[]> decode(String label, String text) {
    String begin = "-----BEGIN " + label + "-----";
    String end = "-----END " + label + "-----";
    int from = text.indexOf(begin);
    int to = from < 0 ? -1 : text.indexOf(end, from);
    if (to < 0 || text.indexOf(begin, to) >= 0) {
      return Optional.empty();
    }
    String body = text.substring(from + begin.length(), to).replaceAll("\\s", "");
    try {
      return Optional.of(Base64.getDecoder().decode(body));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
