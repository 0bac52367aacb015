package dev.flint.registry.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flint.registry.manifest.Bundle;
import dev.flint.registry.manifest.PreAuthentication;
import dev.flint.registry.manifest.Statement;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Bundles made to trip a reader: each ends in one clear sentence and costs little. */
final class HostileBundleTest {
  private static final String MEDIA = "application/vnd.dev.sigstore.bundle.v0.3+json";
  private static final String TYPE = PreAuthentication.PAYLOAD_TYPE;

  private final Forge forge = Forge.p384();
  private final byte[] payload = Statement.ofSingleFile("m", Forge.DIGEST);
  private final String body = Forge.base64(payload);
  private final String sig = Forge.base64(forge.sign(PreAuthentication.encode(payload)));
  private final String one = "{\"sig\":\"" + sig + "\"}";
  private final String good = bundle(MEDIA, forge.hint(), body, TYPE, "[" + one + "]");

  private static String bundle(String media, String key, String body, String type, String sigs) {
    return Forge.template(media, key, body, type, sigs);
  }

  private Map<String, String> hostile() {
    String hint = forge.hint();
    String fingerprint = forge.key.fingerprint();
    Map<String, String> all = new LinkedHashMap<>();
    all.put("empty", "");
    all.put("not an object", "[]");
    all.put("a number", "1e999999999");
    all.put("deep arrays", "[".repeat(100_000));
    all.put("deep objects", "{\"a\":".repeat(100_000));
    all.put("deep inside", good.replace("[{\"sig\"", "[".repeat(50) + "{\"sig\""));
    all.put("a comment", good.replace("{\"mediaType", "/* */{\"mediaType"));
    all.put("a byte order mark", "\ufeff" + good);
    all.put("single quotes", good.replace('"', '\''));
    all.put("trailing comma", good.replace("}}", "},}"));
    all.put("two documents", good + good);
    all.put("a key twice", good.replaceFirst("\\{", "{\"mediaType\":\"" + MEDIA + "\","));
    all.put("a payload twice", good.replace("\"payload\":", "\"payload\":\"AAAA\",\"payload\":"));
    all.put("an unknown field", good.replaceFirst("\\{", "{\"messageSignature\":{},"));
    all.put("another media type", good.replace("v0.3", "v0.1"));
    all.put("another payload type", bundle(MEDIA, hint, body, "text/plain", "[" + one + "]"));
    all.put("no signature", bundle(MEDIA, hint, body, TYPE, "[]"));
    all.put("two signatures", bundle(MEDIA, hint, body, TYPE, "[" + one + "," + one + "]"));
    all.put("a bare signature", bundle(MEDIA, hint, body, TYPE, "[\"" + sig + "\"]"));
    all.put("an empty signature", bundle(MEDIA, hint, body, TYPE, "[{\"sig\":\"\"}]"));
    all.put("a foreign keyid", good.replace(one, "{\"sig\":\"" + sig + "\",\"keyid\":\"x\"}"));
    all.put(
        "base64 with a gap", good.replace(body, body.substring(0, 8) + " " + body.substring(8)));
    all.put("base64 with loose bits", good.replace(sig, "AB=="));
    all.put("no key", bundle(MEDIA, "{}", body, TYPE, "[" + one + "]"));
    all.put(
        "two kinds of key",
        good.replace("{\"publicKey\":", "{\"certificate\":{\"rawBytes\":\"AAAA\"},\"publicKey\":"));
    all.put("a key without a name", good.replace("\"" + fingerprint + "\"", "null"));
    all.put("payload as a number", good.replace("\"" + body + "\"", "12"));
    return all;
  }

  @TestFactory
  Iterable<DynamicTest> endInOneSentence() {
    assertThat(verdict(good)).isInstanceOf(Verdict.Trusted.class);
    return hostile().entrySet().stream()
        .map(one ->
            DynamicTest.dynamicTest(
                one.getKey(),
                () -> {
                  assertThat(one.getValue()).isNotEqualTo(good);
                  Verdict verdict = verdict(one.getValue());
                  assertThat(verdict).isInstanceOf(Verdict.Malformed.class);
                  assertThat(verdict.sentence()).hasSizeLessThan(400).doesNotContain("\n");
                }))
        .toList();
  }

  @Test
  void refusesAnUppercaseOrUnknownHintWithoutRepeatingIt() {
    String upper =
        good.replace(forge.key.fingerprint(), forge.key.fingerprint().toUpperCase(Locale.ROOT));
    assertThat(verdict(upper)).isInstanceOf(Verdict.UntrustedKey.class);
    String hostile = good.replace(forge.key.fingerprint(), "\\u001b[31m" + "x".repeat(9_999));
    assertThat(verdict(hostile).sentence()).hasSizeLessThan(300).doesNotContain("\u001b");
  }

  @Test
  void refusesGiantsBeforeReadingThem() {
    byte[] giant = new byte[Bundle.MAX_BYTES + 1];
    Arrays.fill(giant, (byte) ' ');
    assertThat(verdict(giant).sentence()).contains("larger than");
    String lengthy = good.replace(sig, "A".repeat(Bundle.MAX_BYTES - 2_000));
    assertThat(verdict(lengthy)).isInstanceOf(Verdict.BadSignature.class);
  }

  @Test
  void readsUtf8Only() {
    assertThat(verdict(good.getBytes(StandardCharsets.UTF_16)))
        .isInstanceOf(Verdict.Malformed.class);
    byte[] broken = Forge.utf8(good);
    broken[30] = (byte) 0xc0;
    assertThat(verdict(broken).sentence()).contains("UTF-8");
  }

  @Test
  void acceptsTheThreeWaysToLeaveTheKeyidOut() {
    for (String keyid : new String[] {"", ",\"keyid\":\"\"", ",\"keyid\":null"}) {
      assertThat(verdict(good.replace(one, "{\"sig\":\"" + sig + "\"" + keyid + "}")))
          .isInstanceOf(Verdict.Trusted.class);
    }
    assertThat(verdict(good.replace("}},\"dsse", "},\"tlogEntries\":[]},\"dsse")))
        .isInstanceOf(Verdict.Trusted.class);
  }

  private Verdict verdict(String bundle) {
    return verdict(Forge.utf8(bundle));
  }

  private Verdict verdict(byte[] bundle) {
    return forge.verifier().verifySingleFile(bundle, Forge.DIGEST);
  }
}
