package dev.flint.platform.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A key as its holder has it: {@code flint_<id>_<secret>_<checksum>}. The checksum (CRC-32 of what
 * stands before it) tells a typing error from a guess without asking the database, and lets secret
 * scanners recognise a real key. It protects nothing.
 *
 * @param id names the key in lists and in the record; not secret
 * @param secret 36 base-62 characters, 214 bits of randomness
 */
record KeyText(String id, String secret) {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int ID_LENGTH = 10;
  private static final int SECRET_LENGTH = 36;
  private static final int CHECKSUM_LENGTH = 6; // 62^6 > 2^32
  private static final Pattern FORM =
      Pattern.compile(
          "flint_([0-9A-Za-z]{%d})_([0-9A-Za-z]{%d})_([0-9A-Za-z]{%d})"
              .formatted(ID_LENGTH, SECRET_LENGTH, CHECKSUM_LENGTH));

  static KeyText generate(SecureRandom random) {
    return new KeyText(digits(random, ID_LENGTH), digits(random, SECRET_LENGTH));
  }

  /** Reads a presented key; empty when it cannot be one of ours: its form or checksum is wrong. */
  static Optional<KeyText> parse(String presented) {
    Matcher form = FORM.matcher(presented);
    if (!form.matches()) {
      return Optional.empty();
    }
    KeyText key = new KeyText(form.group(1), form.group(2));
    return key.checksum().equals(form.group(3)) ? Optional.of(key) : Optional.empty();
  }

  /** The whole key, to be shown once. */
  String plain() {
    return body() + "_" + checksum();
  }

  /**
   * What is stored: SHA-256 of the secret. A slow password hash would add nothing but load, because
   * there is no dictionary for 214 random bits; a salt would add nothing, because no two are equal.
   */
  byte[] secretHash() {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(secret.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every JDK has SHA-256", impossible);
    }
  }

  /** Never the secret: records are printed by loggers. */
  @Override
  public String toString() {
    return "flint_" + id + "_…";
  }

  private String body() {
    return "flint_" + id + "_" + secret;
  }

  private String checksum() {
    CRC32 crc = new CRC32();
    crc.update(body().getBytes(StandardCharsets.US_ASCII));
    long value = crc.getValue();
    char[] text = new char[CHECKSUM_LENGTH];
    for (int i = CHECKSUM_LENGTH - 1; i >= 0; i--) {
      text[i] = DIGITS.charAt((int) (value % DIGITS.length()));
      value /= DIGITS.length();
    }
    return new String(text);
  }

  private static String digits(SecureRandom random, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
    }
    return text.toString();
  }
}
