package dev.flint.registry.manifest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes a DSSE signature covers (DSSE protocol 1.0, "PAE"). */
public final class PreAuthentication {
  /** The only payload type of model signatures. */
  public static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

  private PreAuthentication() {}

  /** {@code "DSSEv1" SP length(type) SP type SP length(payload) SP payload}, lengths in decimal. */
  public static byte[] encode(byte[] payload) {
    byte[] head =
        ("DSSEv1 " + PAYLOAD_TYPE.length() + " " + PAYLOAD_TYPE + " " + payload.length + " ")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] all = Arrays.copyOf(head, head.length + payload.length);
    System.arraycopy(payload, 0, all, head.length, payload.length);
    return all;
  }
}
