package dev.flint.registry.trust;

import static dev.flint.registry.trust.Forge.DIGEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flint.registry.manifest.Bundle;
import dev.flint.registry.manifest.PreAuthentication;
import dev.flint.registry.manifest.Statement;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures that must be believed, and signatures that must not. */
final class BundleVerifierTest {
  private final Forge forge = Forge.p384();
  private final byte[] payload = Statement.ofSingleFile("flint-demo", DIGEST);
  private final byte[] signature = forge.sign(PreAuthentication.encode(payload));

  private Verdict verdict(byte[] bundle) {
    return forge.verifier().verifySingleFile(bundle, DIGEST);
  }

  private byte[] bundle(byte[] payload, byte[] signature) {
    return Forge.bundle(forge.hint(), payload, signature);
  }

  @Test
  void believesItsOwn() {
    byte[] bundle = Bundle.write(forge.key.fingerprint(), payload, signature);

    assertThat(verdict(bundle)).isEqualTo(new Verdict.Trusted(forge.key.fingerprint()));
    assertThat(bundle).isEqualTo(bundle(payload, signature));
  }

  @ParameterizedTest
  @CsvSource({
    "secp256r1, SHA256withECDSA",
    "secp384r1, SHA384withECDSA",
    "secp521r1, SHA512withECDSA"
  })
  void takesTheHashOfTheCurve(String curve, String algorithm) {
    Forge other = new Forge(curve, algorithm);
    byte[] toSign = PreAuthentication.encode(payload);
    for (String hash : new String[] {"SHA256", "SHA384", "SHA512"}) {
      String with = hash + "withECDSA";
      Verdict verdict =
          other
              .verifier()
              .verifySingleFile(
                  Forge.bundle(other.hint(), payload, other.sign(toSign, with)), DIGEST);
      assertThat(verdict)
          .isEqualTo(
              with.equals(algorithm)
                  ? new Verdict.Trusted(other.key.fingerprint())
                  : new Verdict.BadSignature(other.key.fingerprint()));
    }
  }

  @Test
  void refusesEveryChangedByte() {
    byte[] bundle = Bundle.write(forge.key.fingerprint(), payload, signature);
    int refused = 0;
    for (int i = 0; i < bundle.length; i++) {
      for (int bit : new int[] {0x01, 0x20}) {
        byte[] changed = bundle.clone();
        changed[i] ^= (byte) bit;
        Verdict verdict = verdict(changed);
        assertThat(verdict)
            .as("bit %x of byte %d of %s", bit, i, new String(bundle, StandardCharsets.US_ASCII))
            .isNotInstanceOf(Verdict.Trusted.class);
        assertThat(verdict.sentence()).isNotBlank();
        refused++;
      }
    }
    assertThat(refused).isEqualTo(bundle.length * 2);
  }

  @Test
  void refusesATruncatedOrLengthenedBundle() {
    byte[] bundle = bundle(payload, signature);
    for (int length = 0; length < bundle.length; length += 7) {
      assertThat(verdict(Arrays.copyOf(bundle, length))).isInstanceOf(Verdict.Malformed.class);
    }
    byte[] more = Arrays.copyOf(bundle, bundle.length + 2);
    more[bundle.length] = '{';
    more[bundle.length + 1] = '}';
    assertThat(verdict(more)).isInstanceOf(Verdict.Malformed.class);
  }

  @Test
  void refusesASwappedPayload() {
    byte[] other = Statement.ofSingleFile("flint-demo", "cd".repeat(32));
    assertThat(verdict(bundle(other, signature))).isInstanceOf(Verdict.BadSignature.class);
    // The same statement written differently is not what was signed.
    byte[] spaced = Forge.utf8(new String(payload, StandardCharsets.UTF_8).replace(",", ", "));
    assertThat(verdict(bundle(spaced, signature))).isInstanceOf(Verdict.BadSignature.class);
  }

  @Test
  void refusesASignatureForAnotherFile() {
    byte[] other = Statement.ofSingleFile("flint-demo", "cd".repeat(32));
    byte[] bundle = bundle(other, forge.sign(PreAuthentication.encode(other)));

    assertThat(verdict(bundle)).isInstanceOf(Verdict.WrongContents.class);
    assertThat(verdict(bundle).sentence()).contains("cdcdcd", DIGEST);
  }

  @Test
  void refusesAKeyItDoesNotTrust() {
    Forge stranger = Forge.p384();
    byte[] good = stranger.sign(PreAuthentication.encode(payload));

    assertThat(verdict(Forge.bundle(stranger.hint(), payload, good)))
        .isEqualTo(new Verdict.UntrustedKey(stranger.key.fingerprint()));
    assertThat(verdict(Forge.bundle(forge.hint(), payload, good)))
        .isEqualTo(new Verdict.BadSignature(forge.key.fingerprint()));
    assertThat(verdict(Forge.bundle(embedded(stranger.key.pem()), payload, good)))
        .isEqualTo(new Verdict.UntrustedKey(stranger.key.fingerprint()));
  }

  @Test
  void acceptsTheEmbeddedKeyOfOlderBundlesOnlyWhereItIsTrusted() {
    String material = embedded("a preamble\n" + forge.key.pem());

    assertThat(verdict(Forge.bundle(material, payload, signature)))
        .isEqualTo(new Verdict.Trusted(forge.key.fingerprint()));
    assertThat(verdict(Forge.bundle(embedded("nonsense"), payload, signature)))
        .isEqualTo(new Verdict.UntrustedKey("in the bundle"));
  }

  private static String embedded(String pem) {
    return "{\"publicKey\":{\"rawBytes\":\""
        + Forge.base64(Forge.utf8(pem))
        + "\",\"keyDetails\":\"PKIX_ECDSA_P384_SHA_384\"}}";
  }

  @Test
  void namesTheMethodsItDoesNotSupport() {
    String chain = "{\"x509CertificateChain\":{\"certificates\":[{\"rawBytes\":\"AAAA\"}]}}";
    String keyless = "{\"certificate\":{\"rawBytes\":\"AAAA\"},\"tlogEntries\":[{}]}";

    assertThat(verdict(Forge.bundle(chain, payload, signature)))
        .isEqualTo(new Verdict.UnsupportedMethod("certificate"));
    assertThat(verdict(Forge.bundle(keyless, payload, signature)))
        .isEqualTo(new Verdict.UnsupportedMethod("sigstore"));
  }

  @Test
  void refusesThePreAuthenticationOfVersion02() {
    byte[] old =
        Forge.utf8(
            "DSSEV1 28 application/vnd.in-toto+json "
                + payload.length
                + " b'"
                + new String(payload, StandardCharsets.UTF_8)
                + "'");
    assertThat(verdict(bundle(payload, forge.sign(old)))).isInstanceOf(Verdict.BadSignature.class);
    assertThat(verdict(bundle(payload, forge.sign(payload))))
        .isInstanceOf(Verdict.BadSignature.class);
  }

  @ParameterizedTest
  @CsvSource({"., true", "model.gguf, true", "模型.gguf, true", "a/model.gguf, false"})
  void acceptsTheNamesOfASingleFile(String name, boolean accepted) throws Exception {
    byte[] bundle = forge.bundle(Forge.statement(name, DIGEST, root(DIGEST)));

    assertThat(verdict(bundle) instanceof Verdict.Trusted).isEqualTo(accepted);
  }

  @Test
  void refusesSignedStatementsThatLeaveSomethingOpen() throws Exception {
    String good = Forge.statement(".", DIGEST, root(DIGEST));
    assertThat(verdict(forge.bundle(good))).isInstanceOf(Verdict.Trusted.class);

    String another = "{\"algorithm\": \"sha256\", \"digest\": \"" + DIGEST + "\", \"name\": \"b\"}";
    String two =
        Forge.statement("a", DIGEST, root(DIGEST + DIGEST))
            .replace("\"name\": \"a\"}]", "\"name\": \"a\"}, " + another + "]");
    assertThat(verdict(forge.bundle(two))).isEqualTo(new Verdict.WrongContents("it lists 2 files"));
    assertThat(verdict(forge.bundle(good.replace(".github", "model.gguf"))))
        .isInstanceOf(Verdict.WrongContents.class);
    assertThat(verdict(forge.bundle(good.replace("sha256\", \"allow", "blake3\", \"allow"))))
        .isInstanceOf(Verdict.Malformed.class);
    String blake = good.replace("hash_type\": \"sha256", "hash_type\": \"blake3");
    assertThat(
            verdict(forge.bundle(blake.replace("algorithm\": \"sha256", "algorithm\": \"blake3"))))
        .isInstanceOf(Verdict.WrongContents.class);
  }

  @Test
  void readsNothingFromAPayloadThatWasNotSigned() {
    byte[] nonsense = Forge.utf8("not even JSON");
    assertThat(verdict(bundle(nonsense, signature))).isInstanceOf(Verdict.BadSignature.class);
    assertThat(verdict(forge.bundle("not even JSON"))).isInstanceOf(Verdict.Malformed.class);
  }

  private static String root(String digests) throws Exception {
    byte[] raw = HexFormat.of().parseHex(digests);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(raw));
  }
}
