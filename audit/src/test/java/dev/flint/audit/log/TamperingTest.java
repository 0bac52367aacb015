package dev.flint.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.flint.audit.AuditException;
import dev.flint.audit.AuditException.Code;
import dev.flint.audit.log.postgres.PostgresStorage;
import dev.flint.audit.log.postgres.TestPostgres;
import dev.flint.audit.note.LogKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

/** An owner of the database who climbs both walls: the log notices. */
final class TamperingTest {
  private static final TestPostgres SERVER = new TestPostgres();
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int RECORDS = 300; // one full tile and a partial one

  private final LogKeys keys = LogKeys.generate("example.com/log");
  private final PGSimpleDataSource source = SERVER.migrated();
  private final HikariDataSource pool = TestPostgres.pooled(source);
  private final Storage storage = new PostgresStorage(pool);

  @TempDir private Path folder;
  private Publisher publisher;

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @AfterEach
  void disconnect() {
    pool.close();
  }

  @BeforeEach
  void fill() throws InterruptedException {
    publisher = new FolderPublisher(folder);
    try (AuditLog log = open()) {
      log.append(entry(0));
      assertThat(log.receipt("r0", LONG)).isPresent(); // a checkpoint of size 1
      for (int i = 1; i < RECORDS; i++) {
        log.append(entry(i));
      }
      assertThat(log.receipt("r" + (RECORDS - 1), LONG)).isPresent();
    }
  }

  @Test
  void anUntouchedLogOpensAgain() {
    try (AuditLog log = open()) {
      assertThat(log.latest().size()).isEqualTo(RECORDS);
      assertThat(log.records(-1, 1000)).hasSize(RECORDS);
      assertThat(log.records(RECORDS - 3, 1000)).extracting(StoredRecord::id).hasSize(2);
      assertThat(log.newest(Long.MAX_VALUE, 2)).extracting(StoredRecord::id).first().isNotNull();
      assertThat(log.receipt("unknown")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DELETE FROM audit_leaf WHERE leaf_index = 299 | holds leaves up to 299",
        "DELETE FROM audit_leaf WHERE leaf_index = 270 | lacks hashes of tile/0/001.p/44",
        "UPDATE audit_leaf SET commitment = sha256('x') WHERE leaf_index = 270 | has the root",
        "UPDATE audit_tile SET root = sha256('x') | has the root",
        "DELETE FROM audit_tile | lacks hashes of tile/1/000.p/1",
        "DELETE FROM audit_checkpoint | but no checkpoint",
        "DELETE FROM audit_checkpoint WHERE size > 1 | holds leaves up to 300",
        "UPDATE audit_checkpoint SET note = replace(note, '300', '301') | is not signed by",
        "DELETE FROM audit_checkpoint WHERE size > 1; DELETE FROM audit_leaf WHERE leaf_index > 0;"
            + " DELETE FROM audit_tile | it was cut off",
        "DELETE FROM audit_checkpoint; DELETE FROM audit_leaf; DELETE FROM audit_tile"
            + " | it was cut off",
      })
  void aTreeThatContradictsWhatWasSignedIsNotOpened(String sql, String said) {
    tamper(sql);
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            AuditException.class, e -> assertThat(e.code()).isEqualTo(Code.TAMPERED))
        .hasMessageContaining(said);
  }

  @Test
  void aForkedTreeDoesNotMatchWhatWasPublished() {
    tamper(
        "DELETE FROM audit_checkpoint; DELETE FROM audit_leaf; DELETE FROM audit_tile;"
            + " UPDATE audit_record SET record = 'other' WHERE id = 'r7'");
    // Signs a tree of its own when it closes; a storage of its own forgets what was swept before.
    AuditLog.open(new PostgresStorage(pool), keys, Publisher.none()).close();
    assertThatThrownBy(this::open).hasMessageContaining("but the checkpoint published says");
  }

  @Test
  void anotherKeyDoesNotOpenTheLog() {
    LogKeys other = LogKeys.generate("example.com/log");
    assertThatThrownBy(() -> AuditLog.open(storage, other, publisher))
        .hasMessageContaining("the published checkpoint is not this log's");
    assertThatThrownBy(() -> AuditLog.open(storage, other, Publisher.none()))
        .hasMessageContaining("is not signed by the key");
  }

  @Test
  void aPublishedKeyIsNotReplaced() throws IOException {
    Files.writeString(folder.resolve(Layout.VKEY), LogKeys.generate("a").verifier().text() + "\n");
    assertThatThrownBy(this::open).hasMessageContaining("holds another key than this log's");
  }

  @Test
  void aChangedRecordHasNoReceipt() {
    tamper("UPDATE audit_record SET record = 'other' WHERE id = 'r7'");
    try (AuditLog log = open()) {
      assertThatThrownBy(() -> log.receipt("r7"))
          .hasMessageContaining("record 7 (r7) is not what the log's checkpoint signs");
      assertThat(log.receipt("r8")).isPresent();
    }
  }

  @Test
  void aLogCutShortWhileItIsOpenTakesNoMoreEntries() throws InterruptedException {
    try (AuditLog log = open()) {
      tamper(
          "DELETE FROM audit_checkpoint WHERE size > 1; DELETE FROM audit_tile;"
              + " DELETE FROM audit_leaf WHERE leaf_index > 0");
      Throwable refused = null;
      for (int i = 0; i < 600 && refused == null; i++) {
        try {
          log.append(entry(1000 + i));
          log.receipt("r" + (1000 + i), Duration.ofMillis(100));
        } catch (AuditException e) {
          refused = e;
        }
      }
      assertThat(refused)
          .isInstanceOfSatisfying(
              AuditException.class, e -> assertThat(e.code()).isEqualTo(Code.TAMPERED))
          .hasMessageContaining("cut off");
    }
  }

  @Test
  void receiptsAreReadBackAndProve() {
    try (AuditLog log = open()) {
      for (int i : List.of(0, 255, 256, 299)) {
        StoredRecord row = log.find("r" + i).orElseThrow();
        Receipt receipt = log.receipt("r" + i).orElseThrow();
        Receipt read = Receipt.parse(receipt.text(), keys.verifier());
        assertThat(read).isEqualTo(receipt);
        assertThat(read.proves(Entry.commitment(row.salt(), row.record()))).isTrue();
        assertThat(read.proves(new byte[32])).isFalse();
      }
    }
  }

  private AuditLog open() {
    return AuditLog.open(storage, keys, publisher);
  }

  private void tamper(String sql) {
    TestPostgres.execute(
        source,
        "DO $$ DECLARE name text; BEGIN FOREACH name IN ARRAY ARRAY['audit_record', 'audit_leaf',"
            + " 'audit_tile', 'audit_checkpoint'] LOOP EXECUTE"
            + " format('ALTER TABLE %I DISABLE TRIGGER append_only', name); END LOOP; END $$; "
            + sql);
  }

  private static Entry entry(int i) {
    return Entry.salted("r" + i, ("record " + i).getBytes(StandardCharsets.UTF_8));
  }
}
