package dev.flint.registry.trust;

import dev.flint.registry.fault.RegistryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Optional;

/** An ECDSA public key on P-256, P-384 or P-521. */
public final class VerifyingKey {
  private static final String LABEL = "PUBLIC KEY";

  private final ECPublicKey key;
  private final Curve curve;
  private final String pem;
  private final String fingerprint;

  private VerifyingKey(ECPublicKey key, Curve curve) {
    this.key = key;
    this.curve = curve;
    this.pem = Pem.encode(LABEL, key.getEncoded());
    this.fingerprint = sha256(pem);
  }

  /** Wraps a key; BAD_KEY for anything but ECDSA on one of the three curves. */
  public static VerifyingKey of(PublicKey key) {
    if (key instanceof ECPublicKey elliptic) {
      Optional<Curve> curve = Curve.of(elliptic);
      if (curve.isPresent()) {
        return new VerifyingKey(elliptic, curve.get());
      }
    }
    throw bad("The public key is not an ECDSA key on P-256, P-384 or P-521.");
  }

  /** Reads a PEM file; text around the key is allowed. */
  public static VerifyingKey read(Path file) {
    try {
      return parse(Files.readString(file, StandardCharsets.ISO_8859_1))
          .orElseThrow(() -> bad("The file " + file + " holds no usable ECDSA public key in PEM."));
    } catch (IOException e) {
      throw new RegistryException(
          RegistryException.Code.BAD_KEY, "The key file " + file + " cannot be read.", e);
    }
  }

  /** Reads PEM text; empty where it is none, or of another kind of key. */
  static Optional<VerifyingKey> parse(String text) {
    Optional<byte[]> der = Pem.decode(LABEL, text);
    if (der.isEmpty()) {
      return Optional.empty();
    }
    try {
      PublicKey key =
          KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der.get()));
      return Optional.of(of(key));
    } catch (GeneralSecurityException | RegistryException e) {
      return Optional.empty();
    }
  }

  /** Hex SHA-256 of the key's PEM text as encoded anew: the {@code hint} of a bundle. */
  public String fingerprint() {
    return fingerprint;
  }

  /** The key as PEM text. */
  public String pem() {
    return pem;
  }

  /** Whether this key made the signature, DER, over the bytes with the hash of its curve. */
  boolean verifies(byte[] bytes, byte[] signature) {
    if (!DerSignature.wellFormed(signature, curve.order())) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance(curve.signatureAlgorithm());
      verifier.initVerify(key);
      verifier.update(bytes);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static RegistryException bad(String message) {
    return new RegistryException(RegistryException.Code.BAD_KEY, message);
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
