package dev.flint.registry.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class StatementTest {
  private static final String DIGEST = "ab".repeat(32);
  private static final String GOOD =
      new String(Statement.ofSingleFile("flint-demo", DIGEST), StandardCharsets.UTF_8);

  @Test
  void writesWhatItReads() throws Malformed {
    assertThat(Statement.parse(utf8(GOOD)))
        .isEqualTo(
            new Statement("flint-demo", List.of(new Resource(".", "sha256", DIGEST)), List.of()));
  }

  @Test
  void saysExactlyThis() {
    // SHA-256 over the 32 bytes 0xab: the root digest of a model with this one file.
    String root = Statement.rootDigest(List.of(new Resource(".", "sha256", DIGEST)));
    assertThat(GOOD)
        .isEqualTo(
            ("{'_type':'https://in-toto.io/Statement/v1','subject':[{'name':'flint-demo',"
                    + "'digest':{'sha256':'"
                    + root
                    + "'}}],'predicateType':'https://model_signing/signature/v1.0',"
                    + "'predicate':{'resources':[{'name':'.','algorithm':'sha256','digest':'"
                    + DIGEST
                    + "'}],'serialization':{'method':'files','hash_type':'sha256',"
                    + "'allow_symlinks':false}}}")
                .replace('\'', '"'));
  }

  @Test
  void rootDigestIsTheHashOfTheRawDigestsInOrder() {
    // From the specification's test vectors: two files and their root.
    List<Resource> files =
        List.of(
            new Resource(
                "signme-1",
                "sha256",
                "bc9a717db6064a32cbe9eae6fc40651dd6d36ef1757183f590eff2b1765d7ebc"),
            new Resource(
                "signme-2",
                "sha256",
                "32dcb1f8e1ae52d5963e56a6ba06ab58b424c15ed2a6b70d2feca1d089370028"));
    assertThat(Statement.rootDigest(files))
        .isEqualTo("92745110b1ab4368471cbe31664e10174e954b113a3df333db860317b2c6dec4");
  }

  @Test
  void isEncodedForSigningWithLengthsInBytes() {
    byte[] payload = utf8("{\"ü\":1}");
    byte[] encoded = PreAuthentication.encode(payload);

    String head = "DSSEv1 28 application/vnd.in-toto+json 8 ";
    assertThat(new String(encoded, StandardCharsets.UTF_8)).isEqualTo(head + "{\"ü\":1}");
    assertThat(Arrays.copyOfRange(encoded, head.length(), encoded.length)).isEqualTo(payload);
  }

  private static Map<String, String> malformed() {
    String resource = GOOD.substring(GOOD.indexOf("{\"name\":\".\""), GOOD.indexOf("],\"serial"));
    Map<String, String> all = new LinkedHashMap<>();
    all.put("another statement type", GOOD.replace("Statement/v1", "Statement/v0.1"));
    all.put("the old predicate", GOOD.replace("signature/v1.0", "Digests/v0.1"));
    all.put("no predicate", GOOD.substring(0, GOOD.indexOf(",\"predicate\":")) + "}");
    all.put("no files", GOOD.replace(resource, ""));
    all.put("a file twice", GOOD.replace(resource, resource + "," + resource));
    all.put("a file that is text", GOOD.replace(resource, "\"x\""));
    all.put("another root digest", GOOD.replaceFirst("\"sha256\":\"..", "\"sha256\":\"00"));
    all.put("no root digest", GOOD.replaceFirst("\"sha256\":", "\"sha512\":"));
    all.put("two subjects", GOOD.replaceFirst("\\[(\\{.*?\\}\\})\\]", "[$1,$1]"));
    all.put("no subject name", GOOD.replace("\"name\":\"flint-demo\",", ""));
    all.put("shards", GOOD.replace("\"files\"", "\"shards\",\"shard_size\":8"));
    all.put("whole files with shards", GOOD.replace("\"files\"", "\"files\",\"shard_size\":8.0"));
    all.put("no link policy", GOOD.replace(",\"allow_symlinks\":false", ""));
    all.put("a link policy as text", GOOD.replace("symlinks\":false", "symlinks\":\"false\""));
    all.put("an ignored number", GOOD.replace("\"files\"", "\"files\",\"ignore_paths\":[1]"));
    all.put("mixed hashes", GOOD.replace("algorithm\":\"sha256", "algorithm\":\"md5"));
    all.put("an uppercase digest", GOOD.replace(DIGEST, DIGEST.toUpperCase(Locale.ROOT)));
    all.put("half a byte", GOOD.replace(DIGEST, DIGEST + "a"));
    all.put("an unknown field", GOOD.replaceFirst("\\{", "{\"extra\":1,"));
    all.put("a key twice", GOOD.replaceFirst("\\{", "{\"_type\":\"x\","));
    for (String name : List.of("", "..", "../x", "/x", "a//b", "a/", "a/./b", "./a", "a\\u0000b")) {
      all.put(
          "the name '" + name + "'", GOOD.replace("\"name\":\".\"", "\"name\":\"" + name + "\""));
    }
    return all;
  }

  @TestFactory
  Iterable<DynamicTest> refusesWhatIsMalformed() {
    return malformed().entrySet().stream()
        .map(one ->
            DynamicTest.dynamicTest(
                one.getKey(),
                () -> {
                  assertThat(one.getValue()).isNotEqualTo(GOOD);
                  Malformed refused =
                      catchThrowableOfType(
                          Malformed.class, () -> Statement.parse(utf8(one.getValue())));
                  assertThat(refused).isNotNull();
                  assertThat(refused.getMessage()).isNotBlank().hasSizeLessThan(300);
                }))
        .toList();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
