package dev.flint.audit.note;

import dev.flint.audit.AuditException;
import dev.flint.audit.AuditException.Code;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** Ed25519 (RFC 8032) as the JDK has it, with its 32-byte public keys. */
final class Ed25519 {
  static final int PUBLIC_KEY_SIZE = 32;

  /** What precedes the 32 bytes in a SubjectPublicKeyInfo (RFC 8410, section 4). */
  private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

  private Ed25519() {}

  static KeyPair generate() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AuditException(Code.KEY, "this Java has no Ed25519", e);
    }
  }

  static byte[] raw(PublicKey key) {
    byte[] encoded = key.getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - PUBLIC_KEY_SIZE, encoded.length);
  }

  static PublicKey publicKey(byte[] raw) {
    byte[] encoded = Arrays.copyOf(SPKI, SPKI.length + raw.length);
    System.arraycopy(raw, 0, encoded, SPKI.length, raw.length);
    try {
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new AuditException(Code.MALFORMED, "the key is not an Ed25519 public key", e);
    }
  }

  static PrivateKey privateKey(byte[] pkcs8) {
    try {
      return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (GeneralSecurityException e) {
      throw new AuditException(Code.KEY, "the file holds no Ed25519 private key in PKCS#8", e);
    }
  }

  static byte[] sign(PrivateKey key, byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new AuditException(Code.KEY, "the log's key could not sign", e);
    }
  }

  static boolean verify(PublicKey key, byte[] message, byte[] bytes) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(key);
      signature.update(message);
      return signature.verify(bytes);
    } catch (GeneralSecurityException e) {
      return false; // a signature of the wrong length or a point that is none
    }
  }
}
