package dev.flint.audit.merkle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** An immutable SHA-256 value: a leaf, a node or a root of the tree. */
public final class Hash {
  /** Bytes in a hash. */
  public static final int SIZE = 32;

  /** The root of the tree without leaves, SHA-256 of nothing (RFC 6962, section 2.1). */
  public static final Hash EMPTY_TREE = new Hash(sha256().digest());

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Copies {@code bytes}.
   *
   * @throws IllegalArgumentException unless there are exactly 32
   */
  public static Hash of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  /** Copies the 32 bytes of {@code source} from {@code from} to {@code to}. */
  public static Hash of(byte[] source, int from, int to) {
    if (to - from != SIZE) {
      throw new IllegalArgumentException(
          "a hash has %d bytes, but %d were given".formatted(SIZE, to - from));
    }
    return new Hash(Arrays.copyOfRange(source, from, to));
  }

  /** MTH({d}) = SHA-256(0x00 || d) (RFC 6962, section 2.1). */
  public static Hash leaf(byte[] entry) {
    MessageDigest digest = sha256();
    digest.update((byte) 0x00);
    digest.update(entry);
    return new Hash(digest.digest());
  }

  /** SHA-256(0x01 || left || right), the hash of an inner node (RFC 6962, section 2.1). */
  public static Hash node(Hash left, Hash right) {
    MessageDigest digest = sha256();
    digest.update((byte) 0x01);
    digest.update(left.bytes);
    digest.update(right.bytes);
    return new Hash(digest.digest());
  }

  /** A copy of the 32 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Copies the 32 bytes to {@code target} at {@code offset}. */
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, SIZE);
  }

  /** Standard base64, as checkpoints and proofs write a hash. */
  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return base64();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
