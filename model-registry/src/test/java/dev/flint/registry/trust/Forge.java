package dev.flint.registry.trust;

import dev.flint.registry.manifest.PreAuthentication;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** Makes bundles, good ones and every kind of bad one, with a key of its own. */
final class Forge {
  static final String DIGEST = "ab".repeat(32);
  private static final String MEDIA = "application/vnd.dev.sigstore.bundle.v0.3+json";

  private final KeyPair pair;
  private final String algorithm;
  final VerifyingKey key;

  Forge(String curve, String algorithm) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      this.pair = generator.generateKeyPair();
      this.algorithm = algorithm;
      this.key = VerifyingKey.of(pair.getPublic());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static Forge p384() {
    return new Forge("secp384r1", "SHA384withECDSA");
  }

  BundleVerifier verifier() {
    return new BundleVerifier(TrustedKeys.of(key));
  }

  byte[] sign(byte[] bytes) {
    return sign(bytes, algorithm);
  }

  byte[] sign(byte[] bytes, String with) {
    try {
      Signature signer = Signature.getInstance(with);
      signer.initSign(pair.getPrivate());
      signer.update(bytes);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A bundle around any payload, properly signed. */
  byte[] bundle(String payload) {
    byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
    return bundle(hint(), bytes, sign(PreAuthentication.encode(bytes)));
  }

  String hint() {
    return "{\"publicKey\":{\"hint\":\"" + key.fingerprint() + "\"}}";
  }

  static byte[] bundle(String material, byte[] payload, byte[] signature) {
    return utf8(
        template(
            MEDIA,
            material,
            base64(payload),
            PreAuthentication.PAYLOAD_TYPE,
            "[{\"sig\":\"" + base64(signature) + "\"}]"));
  }

  /** The bundle with every part given as text. */
  static String template(
      String media, String material, String payload, String type, String signatures) {
    return "{\"mediaType\":\"%s\",\"verificationMaterial\":%s,\"dsseEnvelope\":{\"payload\":\"%s\",\"payloadType\":\"%s\",\"signatures\":%s}}"
        .formatted(media, material, payload, type, signatures);
  }

  /** A statement in the manner of the reference implementation, indented and with ignored paths. */
  static String statement(String name, String digest, String root) {
    return """
    {
      "_type": "https://in-toto.io/Statement/v1",
      "subject": [{"name": "model", "digest": {"sha256": "%s"}}],
      "predicateType": "https://model_signing/signature/v1.0",
      "predicate": {
        "serialization": {
          "method": "files", "hash_type": "sha256", "allow_symlinks": false,
          "ignore_paths": [".git", ".github"]
        },
        "resources": [{"algorithm": "sha256", "digest": "%s", "name": "%s"}]
      }
    }\
    """
        .formatted(root, digest, name);
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
