package dev.flint.platform.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flint.platform.FlintTest;
import dev.flint.platform.access.ApiKeys;
import dev.flint.platform.access.Role;
import dev.flint.platform.trail.Actor;
import dev.flint.registry.Registry;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.annotation.DirtiesContext;

@FlintTest
@DirtiesContext // its model is broken
final class TamperedModelTest {
  @Autowired ApiKeys keys;
  @Autowired Registry registry;
  @Autowired DataFolder data;

  @Value("${local.server.port}")
  int port;

  @Test
  void oneFlippedByteStopsAModelAndIsAnIncident() throws Exception {
    String user = keys.create("user", Set.of(Role.USER), "test", Actor.SERVICE).plain();
    String auditor = keys.create("auditor", Set.of(Role.AUDITOR), "test", Actor.SERVICE).plain();
    try (Client client = new Client("http://127.0.0.1:" + port)) {
      assertThat(client.chat("flint-demo", "What is Flint?", user).statusCode()).isEqualTo(200);

      String digest = registry.approved("flint-demo").orElseThrow().digest();
      flip(data.folder("models").resolve("blobs/sha256").resolve(digest), 3_000_000);

      var refused = client.chat("flint-demo", "What is Flint?", user);
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("model_refused").contains("SHA-256");
      assertThat(client.get("/audit/v1/records?limit=5", auditor).body())
          .contains("\"kind\":\"model_refused\"")
          .contains("\"incident\":true")
          .contains("DigestMismatch");
    }
  }

  private static void flip(Path file, long at) throws Exception {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(at);
      int before = bytes.read();
      bytes.seek(at);
      bytes.write(before ^ 1);
    }
  }
}
