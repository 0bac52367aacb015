package dev.flint.registry.manifest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A Sigstore bundle around a DSSE envelope, as OpenSSF Model Signing 1.0 section 4 narrows it. */
public final class Bundle {
  /** The largest bundle read, in bytes. */
  public static final int MAX_BYTES = StrictJson.MAX_BYTES;

  private static final String MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
  private static final Set<String> MATERIAL =
      Set.of(
          "publicKey",
          "x509CertificateChain",
          "certificate",
          "tlogEntries",
          "timestampVerificationData");

  private final KeyMaterial key;
  private final byte[] payload;
  private final byte[] signature;

  private Bundle(KeyMaterial key, byte[] payload, byte[] signature) {
    this.key = key;
    this.payload = payload;
    this.signature = signature;
  }

  /** Who claims to have signed. */
  public KeyMaterial key() {
    return key;
  }

  /** The statement's bytes exactly as they were signed; never written anew. */
  public byte[] payload() {
    return payload.clone();
  }

  /** The signature's bytes. */
  public byte[] signature() {
    return signature.clone();
  }

  /** Reads a bundle strictly. The payload's content is not looked at: verify first. */
  public static Bundle parse(byte[] bytes) throws Malformed {
    String what = "the signature bundle";
    JsonNode bundle = StrictJson.object(bytes, what);
    StrictJson.only(bundle, Set.of("mediaType", "verificationMaterial", "dsseEnvelope"), what);
    StrictJson.exactly(bundle, "mediaType", MEDIA_TYPE, what);
    KeyMaterial key = key(StrictJson.child(bundle, "verificationMaterial", what));
    JsonNode envelope = StrictJson.child(bundle, "dsseEnvelope", what);
    what = "the signature envelope";
    StrictJson.only(envelope, Set.of("payload", "payloadType", "signatures"), what);
    StrictJson.exactly(envelope, "payloadType", PreAuthentication.PAYLOAD_TYPE, what);
    byte[] payload = StrictJson.base64(envelope, "payload", what);
    return new Bundle(key, payload, signature(StrictJson.array(envelope, "signatures", what)));
  }

  private static byte[] signature(JsonNode signatures) throws Malformed {
    if (signatures.size() != 1 || !signatures.get(0).isObject()) {
      throw new Malformed(
          "the signature envelope has " + signatures.size() + " signatures instead of one");
    }
    String what = "the signature envelope";
    JsonNode only = signatures.get(0);
    StrictJson.only(only, Set.of("sig", "keyid"), what);
    JsonNode keyid = only.get("keyid");
    // Absent, empty or null (section 4.1); a filled one would name a key we do not check it
    // against.
    if (keyid != null && !keyid.isNull() && !(keyid.isString() && keyid.stringValue().isEmpty())) {
      throw new Malformed(what + " has a keyid, which model signatures leave empty");
    }
    return StrictJson.base64(only, "sig", what);
  }

  private static KeyMaterial key(JsonNode material) throws Malformed {
    String what = "the verification material";
    StrictJson.only(material, MATERIAL, what);
    boolean chain = material.has("x509CertificateChain");
    boolean keyless = material.has("certificate");
    if ((chain ? 1 : 0) + (keyless ? 1 : 0) + (material.has("publicKey") ? 1 : 0) != 1) {
      throw new Malformed(
          what + " does not hold exactly one of publicKey, x509CertificateChain and certificate");
    }
    if (chain) {
      return new KeyMaterial.Unsupported("certificate");
    }
    if (keyless) {
      return new KeyMaterial.Unsupported("sigstore");
    }
    JsonNode key = StrictJson.child(material, "publicKey", what);
    StrictJson.only(key, Set.of("hint", "rawBytes", "keyDetails", "validFor"), "the public key");
    if (key.has("hint")) {
      return new KeyMaterial.Hint(StrictJson.string(key, "hint", "the public key"));
    }
    byte[] raw = StrictJson.base64(key, "rawBytes", "the public key");
    return new KeyMaterial.Embedded(new String(raw, StandardCharsets.ISO_8859_1));
  }

  /** The bundle of a payload signed with the key of this fingerprint, as compact JSON. */
  public static byte[] write(String fingerprint, byte[] payload, byte[] signature) {
    Base64.Encoder base64 = Base64.getEncoder();
    Map<String, Object> bundle = new LinkedHashMap<>();
    bundle.put("mediaType", MEDIA_TYPE);
    bundle.put("verificationMaterial", Map.of("publicKey", Map.of("hint", fingerprint)));
    Map<String, Object> envelope = new LinkedHashMap<>();
    envelope.put("payload", base64.encodeToString(payload));
    envelope.put("payloadType", PreAuthentication.PAYLOAD_TYPE);
    envelope.put("signatures", List.of(Map.of("sig", base64.encodeToString(signature))));
    bundle.put("dsseEnvelope", envelope);
    return StrictJson.write(bundle);
  }
}
