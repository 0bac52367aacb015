package dev.flint.registry.trust;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * The one DER form of an ECDSA signature (SEC 1, C.8): a sequence of two minimal positive integers
 * below the curve's order, and nothing after it. Providers differ in what else they let pass.
 */
final class DerSignature {
  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;

  private final byte[] bytes;
  private int at;

  private DerSignature(byte[] bytes) {
    this.bytes = bytes;
  }

  static boolean wellFormed(byte[] signature, BigInteger order) {
    DerSignature der = new DerSignature(signature);
    return der.sequence() && der.integer(order) && der.integer(order) && der.at == signature.length;
  }

  private boolean sequence() {
    return take() == SEQUENCE && length() == bytes.length - at;
  }

  private boolean integer(BigInteger order) {
    if (take() != INTEGER) {
      return false;
    }
    int length = length();
    if (length < 1 || length > bytes.length - at) {
      return false;
    }
    byte[] digits = Arrays.copyOfRange(bytes, at, at + length);
    at += length;
    BigInteger value = new BigInteger(digits);
    return value.signum() > 0
        && value.compareTo(order) < 0
        && Arrays.equals(value.toByteArray(), digits);
  }

  /** A length in its shortest form; signatures of the three curves need at most one long byte. */
  private int length() {
    int first = take();
    if (first < 0x80) {
      return first;
    }
    int second = first == 0x81 ? take() : -1;
    return second >= 0x80 ? second : -1;
  }

  private int take() {
    return at < bytes.length ? bytes[at++] & 0xff : -1;
  }
}
