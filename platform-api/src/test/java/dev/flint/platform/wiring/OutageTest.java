package dev.flint.platform.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flint.audit.log.AuditLog;
import dev.flint.platform.FlintTest;
import dev.flint.platform.access.ApiKeys;
import dev.flint.platform.access.Role;
import dev.flint.platform.trail.Actor;
import dev.flint.platform.trail.Intent;
import dev.flint.platform.trail.OutcomeFacts;
import dev.flint.platform.trail.RequestFacts;
import dev.flint.platform.trail.ServedModel;
import dev.flint.platform.trail.Settings;
import dev.flint.platform.trail.Trail;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.annotation.DirtiesContext;

@FlintTest
@DirtiesContext // its database was stopped and started under it
final class OutageTest {
  @Autowired ApiKeys keys;
  @Autowired Trail trail;
  @Autowired AuditLog log;
  @Autowired DataFolder data;

  @Value("${local.server.port}")
  int port;

  @Test
  void withoutItsDatabaseNothingIsAnsweredAndNoOutcomeIsLost() throws Exception {
    String key = keys.create("user", Set.of(Role.USER), "test", Actor.SERVICE).plain();
    Intent underWay = trail.requested(facts());
    try (Client client = new Client("http://127.0.0.1:" + port)) {
      assertThat(client.chat("flint-demo", "What is Flint?", key).statusCode()).isEqualTo(200);

      EmbeddedPostgres postgres = postgres();
      postgres.close();
      var refused = client.chat("flint-demo", "What is Flint?", key);
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).doesNotContain("choices").contains("error");
      assertThat(client.get("/actuator/health", "").statusCode()).isEqualTo(503);

      trail.finished(underWay, new OutcomeFacts("stop", "", 3, new int[] {1, 2}, "hi"));
      assertThat(trail.waiting()).isEqualTo(1);
      assertThat(spooled()).as("kept on disk").isEqualTo(1);

      try (EmbeddedPostgres again = postgres()) {
        await().untilAsserted(() -> assertThat(trail.waiting()).isZero());
        assertThat(spooled()).isZero();
        assertThat(log.find(underWay.id() + ".outcome")).isPresent();
        await()
            .untilAsserted(() ->
                assertThat(client.chat("flint-demo", "What is Flint?", key).statusCode())
                    .isEqualTo(200));
        assertThat(again.port()).isPositive();
      }
    }
  }

  /** Takes over the service's server, or starts it again. */
  private EmbeddedPostgres postgres() {
    return EmbeddedPostgres.start(
        data.folder("postgresql"), data.secrets().password("database-root"));
  }

  private long spooled() throws java.io.IOException {
    try (Stream<Path> files = Files.list(data.folder("spool"))) {
      return files.filter(file -> file.toString().endsWith(".record")).count();
    }
  }

  private static RequestFacts facts() {
    return new RequestFacts(
        Actor.SERVICE,
        "127.0.0.1",
        "test",
        new ServedModel("m", "d", "t", "flint test", "scalar", 1, "development"),
        new Settings(0, 1, 0, 0, 7, 10, List.of()),
        new int[] {1, 2, 3});
  }
}
