package dev.flint.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.flint.audit.AuditException;
import dev.flint.audit.AuditException.Code;
import dev.flint.audit.log.FaultyStorage.Fault;
import dev.flint.audit.log.postgres.PostgresStorage;
import dev.flint.audit.log.postgres.TestPostgres;
import dev.flint.audit.merkle.CompactTree;
import dev.flint.audit.merkle.Hash;
import dev.flint.audit.note.Checkpoint;
import dev.flint.audit.note.LogKeys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every storage call fails in its turn, with and without effect: nothing is lost or forked. */
final class RecoveryTest {
  private static final TestPostgres SERVER = new TestPostgres();
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Pace QUICK =
      new Pace(
          Duration.ofMillis(2),
          16,
          50,
          Duration.ofMillis(50),
          Duration.ofMillis(1),
          Duration.ofMillis(5));

  private final LogKeys keys = LogKeys.generate("example.com/log");
  private final HikariDataSource source = TestPostgres.pooled(SERVER.migrated());

  @TempDir private Path folder;

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @AfterEach
  void disconnect() {
    source.close();
  }

  @ParameterizedTest
  @CsvSource({
    "DID_NOT_HAPPEN, 2", "DID_HAPPEN, 2",
    "DID_NOT_HAPPEN, 3", "DID_HAPPEN, 3",
    "DID_NOT_HAPPEN, 7", "DID_HAPPEN, 7",
  })
  void nothingIsLostDuplicatedOrForked(Fault fault, int every)
      throws InterruptedException, SQLException {
    FaultyStorage faulty = new FaultyStorage(new PostgresStorage(source), fault);
    Publisher publisher = new FolderPublisher(folder.resolve("published"));
    Set<String> durable = new ConcurrentSkipListSet<>();
    try (AuditLog log = AuditLog.open(faulty, keys, publisher, QUICK)) {
      faulty.failEvery(every);
      try (ExecutorService clients = Executors.newFixedThreadPool(4)) {
        for (int client = 0; client < 4; client++) {
          int name = client;
          clients.submit(() -> appendSome(log, "c" + name, durable));
        }
      }
      faulty.failEvery(0);
    }
    try (AuditLog log = AuditLog.open(faulty, keys, publisher, QUICK)) {
      for (String id : durable) {
        assertThat(log.receipt(id, LONG)).as(id).isPresent();
      }
    }
    everyCheckpointFits(durable);
  }

  /** Gives every second entry until it is durable, the others only once. */
  private static void appendSome(AuditLog log, String client, Set<String> durable) {
    for (int i = 0; i < 75; i++) {
      Entry entry = entry(client + "-" + i);
      int attempts = i % 2 == 0 ? 1000 : 1;
      if (append(log, entry, attempts)) {
        durable.add(entry.id());
      }
    }
  }

  private static boolean append(AuditLog log, Entry entry, int attempts) {
    for (int i = 0; i < attempts; i++) {
      try {
        log.append(entry);
        return true;
      } catch (AuditException e) {
        assertThat(e.code()).isEqualTo(Code.STORAGE_UNAVAILABLE);
      }
    }
    return false;
  }

  private void everyCheckpointFits(Set<String> durable) throws SQLException {
    List<String> ids = new ArrayList<>();
    List<Hash> roots = new ArrayList<>(List.of(Hash.EMPTY_TREE));
    CompactTree tree = new CompactTree();
    for (StoredRecord row : new PostgresStorage(source).records(-1, Integer.MAX_VALUE)) {
      assertThat(row.index()).hasValue(ids.size());
      ids.add(row.id());
      tree.add(Hash.leaf(Entry.commitment(row.salt(), row.record())));
      roots.add(tree.root());
    }
    assertThat(ids).doesNotHaveDuplicates().containsAll(durable);
    assertThat(number("SELECT count(*) FROM audit_record")).isEqualTo(ids.size());
    assertThat(number("SELECT count(*) FROM audit_leaf")).isEqualTo(ids.size());
    for (String note : notes()) {
      Checkpoint checkpoint = Checkpoint.open(note, keys.verifier());
      assertThat(checkpoint.root()).isEqualTo(roots.get((int) checkpoint.size()));
    }
  }

  @Test
  void twoSequencersOnOneDatabaseBuildOneTree() throws InterruptedException, SQLException {
    Set<String> durable = new TreeSet<>();
    try (AuditLog one = AuditLog.open(new PostgresStorage(source), keys, Publisher.none(), QUICK);
        AuditLog two = AuditLog.open(new PostgresStorage(source), keys, Publisher.none(), QUICK)) {
      for (int i = 0; i < 60; i++) {
        durable.add(one.append(entry("one" + i)).id());
        durable.add(two.append(entry("two" + i)).id());
      }
      for (String id : durable) {
        assertThat(one.receipt(id, LONG)).isPresent();
        assertThat(two.receipt(id, LONG)).isPresent();
      }
    }
    everyCheckpointFits(durable);
  }

  @Test
  void anOutageIsSatOut() throws InterruptedException {
    try (TestPostgres server = new TestPostgres();
        HikariDataSource pool = TestPostgres.pooled(server.migrated());
        AuditLog log = AuditLog.open(new PostgresStorage(pool), keys, Publisher.none(), QUICK)) {
      log.append(entry("before"));
      server.stop();
      Entry during = entry("during");
      assertThatThrownBy(() -> log.append(during))
          .isInstanceOfSatisfying(
              AuditException.class, e -> assertThat(e.code()).isEqualTo(Code.STORAGE_UNAVAILABLE));
      server.start();
      assertThat(append(log, during, 60)).isTrue();
      assertThat(log.receipt("before", LONG)).isPresent();
      assertThat(log.receipt("during", LONG)).isPresent();
      assertThat(log.latest().size()).isEqualTo(2);
    }
  }

  private long number(String sql) throws SQLException {
    try (var connection = source.getConnection();
        var statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private List<String> notes() throws SQLException {
    List<String> notes = new ArrayList<>();
    try (var connection = source.getConnection();
        var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT note FROM audit_checkpoint")) {
      while (rows.next()) {
        notes.add(rows.getString(1));
      }
    }
    return notes;
  }

  private static Entry entry(String id) {
    return Entry.salted(id, ("record of " + id).getBytes(StandardCharsets.UTF_8));
  }
}
