package dev.flint.platform.trail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flint.audit.log.AuditLog;
import dev.flint.platform.FlintTest;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

@FlintTest
final class LostOutcomesTest {
  @Autowired AuditLog log;
  @Autowired DataSource database;
  @TempDir Path folder;

  @Test
  void aRequestThatWasCutOffGetsItsOutcomeFromTheNextRun() {
    Trail cutOff = Trail.open(log, database, folder, "1");
    Intent told = cutOff.requested(facts());
    cutOff.finished(told, new OutcomeFacts("stop", "", 3, new int[] {4}, "x"));
    Intent lost = cutOff.requested(facts());
    // It is not closed: the process is gone.

    Trail next = Trail.open(log, database, folder, "1");
    assertThat(outcome(lost))
        .contains("\"reason\":\"lost\"")
        .contains("\"error\":\"service_ended\"");
    assertThat(outcome(told)).contains("\"reason\":\"stop\"");
    Intent ended = next.requested(facts());
    next.finished(ended, OutcomeFacts.withoutTokens("cancelled", ""));
    next.close();

    long before = log.newest(Long.MAX_VALUE, 1).getFirst().sequence();
    Trail last = Trail.open(log, database, folder, "1");
    last.close();
    assertThat(log.newest(Long.MAX_VALUE, 100))
        .filteredOn(record -> record.sequence() > before)
        .as("after an orderly end there is nothing to make up for: start and stop only")
        .hasSize(2);
  }

  private String outcome(Intent intent) {
    return new String(log.find(intent.id() + Trail.OUTCOME).orElseThrow().record(), UTF_8);
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
