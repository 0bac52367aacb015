package dev.flint.platform.trail;

/**
 * How a request ended.
 *
 * @param reason {@code stop}, {@code length}, {@code cancelled}, {@code failed} or {@code refused}
 * @param error a stable code when it failed or was refused, else empty
 * @param promptTokens tokens read
 * @param output the token ids that were generated; only a commitment to them is recorded
 * @param text the text that was sent; only a commitment to it is recorded
 */
public record OutcomeFacts(
    String reason, String error, int promptTokens, int[] output, String text) {

  /** A request that ended before its first token. */
  public static OutcomeFacts withoutTokens(String reason, String error) {
    return new OutcomeFacts(reason, error, 0, new int[0], "");
  }
}
