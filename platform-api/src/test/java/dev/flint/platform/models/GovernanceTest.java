package dev.flint.platform.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flint.platform.FlintTest;
import dev.flint.platform.TestClient;
import dev.flint.platform.TestClient.Answer;
import dev.flint.platform.access.ApiKeys;
import dev.flint.platform.access.Role;
import dev.flint.platform.trail.Actor;
import dev.flint.registry.ModelVersion;
import dev.flint.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import tools.jackson.databind.JsonNode;

/** Versions as their governors see them, and the decisions about them. */
@FlintTest
final class GovernanceTest {
  private static final String MODELS = "/admin/v1/models";

  private final Registry registry;
  private final TestClient approver;
  private final TestClient auditor;

  @Autowired
  GovernanceTest(Registry registry, ApiKeys keys, @Value("${local.server.port}") int port) {
    this.registry = registry;
    approver =
        new TestClient(
            port, keys.create("app", Set.of(Role.APPROVER), "test", Actor.SERVICE).plain());
    auditor =
        new TestClient(
            port, keys.create("aud", Set.of(Role.AUDITOR), "test", Actor.SERVICE).plain());
  }

  @Test
  void everyVersionIsListedWithItsVerdict() {
    JsonNode demo = find(approver.get(MODELS + "?verify=true").json(), "flint-demo");
    assertThat(demo.get("state").stringValue()).isEqualTo("approved");
    assertThat(demo.get("mode").stringValue()).isEqualTo("development");
    assertThat(demo.get("trusted").booleanValue()).isTrue();
    assertThat(demo.get("verdict").stringValue()).contains("signed by the trusted key");
    assertThat(demo.get("digest").stringValue()).matches("[0-9a-f]{64}");
  }

  @Test
  void whatIsNotSignedIsNotApprovedAndWhatIsRevokedStaysSo(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("unsigned.gguf");
    Files.writeString(file, "not signed by anybody");
    ModelVersion version = registry.importModel(file, "unsigned", "test");
    String path = MODELS + "/unsigned/versions/sha256:" + version.digest();

    JsonNode listed = find(approver.get(MODELS).json(), "unsigned");
    assertThat(listed.get("state").stringValue()).isEqualTo("imported");
    assertThat(listed.get("trusted").booleanValue()).isFalse();

    Answer approved = approver.post(path + "/approve", "{}");
    assertThat(approved.status()).isEqualTo(409);
    assertThat(approved.error().get("code").stringValue()).isEqualTo("illegal_transition");

    assertThat(approver.post(path + "/revoke", "{}").status()).isEqualTo(400);
    Answer revoked = approver.post(path + "/revoke", "{'reason':'never used'}");
    assertThat(revoked.status()).as(revoked.body()).isEqualTo(200);
    assertThat(revoked.json().get("state").stringValue()).isEqualTo("revoked");
    assertThat(approver.post(path + "/revoke", "{'reason':'again'}").status()).isEqualTo(409);
    assertThat(approver.get("/v1/models/unsigned").status()).isEqualTo(404);

    String records = auditor.get("/audit/v1/records?limit=1000").body();
    assertThat(records).contains("model_revoked").contains("never used");
  }

  @Test
  void anUnknownVersionIsNotFound() {
    Answer answer =
        approver.post(MODELS + "/flint-demo/versions/" + "0".repeat(64) + "/approve", "{}");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.error().get("message").stringValue()).contains("flint-demo");
  }

  private static JsonNode find(JsonNode page, String name) {
    for (JsonNode version : page.get("data")) {
      if (version.get("name").stringValue().equals(name)) {
        return version;
      }
    }
    throw new AssertionError("no version of " + name + " in " + page);
  }
}
