package dev.flint.audit.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.flint.audit.AuditException;
import dev.flint.audit.AuditException.Code;
import dev.flint.audit.log.AuditLog;
import dev.flint.audit.log.Entry;
import dev.flint.audit.log.EntryId;
import dev.flint.audit.log.Pending;
import dev.flint.audit.log.Publisher;
import dev.flint.audit.note.LogKeys;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

final class PostgresStorageTest {
  private static final TestPostgres SERVER = new TestPostgres();
  private static final Duration LONG = Duration.ofSeconds(60);

  private PGSimpleDataSource source;
  private HikariDataSource pool;
  private PostgresStorage storage;

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @BeforeEach
  void migrate() {
    source = SERVER.migrated();
    pool = TestPostgres.pooled(source);
    storage = new PostgresStorage(pool);
  }

  @AfterEach
  void disconnect() {
    pool.close();
  }

  @Test
  void theSameEntryAgainIsTheSameRow() {
    Entry entry = entry("a");
    EntryId first = storage.append(entry);
    assertThat(storage.append(entry)).isEqualTo(first);
    assertThat(storage.newest(Long.MAX_VALUE, 10)).hasSize(1);
    assertThatThrownBy(() -> storage.append(entry("a")))
        .isInstanceOfSatisfying(
            AuditException.class, e -> assertThat(e.code()).isEqualTo(Code.BAD_ENTRY))
        .hasMessageContaining("already belongs to another record");
  }

  /** A number is drawn before its row is committed, so a lower one may come to light later. */
  @Test
  void aRecordCommittedLateIsNotMissed() throws SQLException, InterruptedException {
    try (AuditLog log = AuditLog.open(storage, LogKeys.generate("log"), Publisher.none());
        Connection late = source.getConnection()) {
      late.setAutoCommit(false);
      insert(late, entry("late"));
      for (int i = 0; i < 5; i++) {
        String id = "early" + i;
        log.append(entry(id));
        assertThat(log.receipt(id, LONG)).isPresent();
      }
      assertThat(log.receipt("late")).isEmpty();
      late.commit();
      assertThat(log.receipt("late", LONG)).isPresent();
      assertThat(log.find("late").orElseThrow().sequence())
          .isLessThan(log.find("early0").orElseThrow().sequence());
      assertThat(log.latest().size()).isEqualTo(6);
    }
  }

  @Test
  void numbersThatWereNeverCommittedHoldNothingUp() throws SQLException {
    try (Connection lost = source.getConnection()) {
      lost.setAutoCommit(false);
      insert(lost, entry("lost"));
      lost.rollback();
    }
    storage.append(entry("kept"));
    assertThat(storage.unsequenced(10)).extracting(Pending::sequence).containsExactly(2L);
  }

  @Test
  void commitmentsAreThoseOfTheEntries() {
    Entry entry = entry("a");
    storage.append(entry);
    assertThat(storage.unsequenced(10).getFirst().commitment()).isEqualTo(entry.commitment());
  }

  @ParameterizedTest
  @ValueSource(strings = {"audit_record", "audit_leaf", "audit_tile", "audit_checkpoint"})
  void rowsAreNeitherChangedNorRemovedByAnyone(String table) {
    String column = table.equals("audit_checkpoint") ? "note" : "ctid";
    for (String sql :
        new String[] {
          "DELETE FROM " + table,
          "TRUNCATE " + table,
          "UPDATE " + table + (column.equals("note") ? " SET note = ''" : set(table)),
          "SET session_replication_role = replica; DELETE FROM " + table,
        }) {
      assertThatThrownBy(() -> TestPostgres.execute(source, sql))
          .rootCause()
          .hasMessageContaining("append-only");
    }
  }

  private static String set(String table) {
    return switch (table) {
      case "audit_record" -> " SET record = ''";
      case "audit_leaf" -> " SET seq = seq + 1";
      case "audit_tile" -> " SET root = hashes";
      default -> throw new IllegalArgumentException(table);
    };
  }

  @Test
  void theServiceRoleWritesTheLogButChangesNothing() throws InterruptedException {
    PGSimpleDataSource owner = SERVER.empty();
    TestPostgres.execute(
        owner, "DROP ROLE IF EXISTS flint_service; CREATE ROLE flint_service LOGIN");
    TestPostgres.execute(owner, TestPostgres.migration());
    PGSimpleDataSource service = SERVER.sourceOf(owner, "flint_service");
    try (HikariDataSource served = TestPostgres.pooled(service);
        AuditLog log =
            AuditLog.open(new PostgresStorage(served), LogKeys.generate("log"), Publisher.none())) {
      for (int i = 0; i < 300; i++) {
        log.append(entry("r" + i));
      }
      assertThat(log.receipt("r299", LONG)).isPresent();
    }
    for (String sql :
        new String[] {
          "DELETE FROM audit_record",
          "UPDATE audit_record SET record = ''",
          "TRUNCATE audit_leaf",
          "UPDATE audit_checkpoint SET note = ''",
          "INSERT INTO audit_record (seq, id, record, salt) VALUES (9999, 'x', '', sha256(''))",
          "INSERT INTO audit_record (recorded_at, id, record, salt)"
              + " VALUES (now(), 'x', '', sha256(''))",
          "SELECT setval('audit_record_seq', 1)",
          "ALTER TABLE audit_record DISABLE TRIGGER append_only",
          "DROP TABLE audit_record",
        }) {
      assertThatThrownBy(() -> TestPostgres.execute(service, sql))
          .as(sql)
          .rootCause()
          .satisfies(
              e -> assertThat(e.getMessage()).containsAnyOf("permission denied", "must be owner"));
    }
  }

  private static void insert(Connection connection, Entry entry) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO audit_record (id, record, salt) VALUES (?, ?, ?)")) {
      statement.setString(1, entry.id());
      statement.setBytes(2, entry.record());
      statement.setBytes(3, entry.salt());
      statement.executeUpdate();
    }
  }

  private static Entry entry(String id) {
    return Entry.salted(id, ("record of " + id).getBytes(StandardCharsets.UTF_8));
  }
}
