package dev.flint.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.flint.audit.log.AuditLog;
import dev.flint.audit.log.Entry;
import dev.flint.audit.log.Export;
import dev.flint.audit.log.Publisher;
import dev.flint.audit.log.postgres.PostgresStorage;
import dev.flint.audit.log.postgres.TestPostgres;
import dev.flint.audit.note.LogKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What an owner of the database does to it shows in the export that is made afterwards. */
final class TamperedDatabaseTest {
  private static final TestPostgres SERVER = new TestPostgres();
  private static final LogKeys KEYS = LogKeys.generate("example.com/log");
  private static final int RECORDS = 260;

  @TempDir private Path folder;

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UPDATE audit_record SET record = 'x' WHERE id = 'r7' | record 7 (r7) was changed",
        "UPDATE audit_record SET salt = sha256('') WHERE id = 'r7' | record 7 (r7) was changed",
        "DELETE FROM audit_record WHERE id = 'r7' | record 7 was removed",
        "DELETE FROM audit_leaf WHERE leaf_index = 258 | record 258 was removed",
        "DELETE FROM audit_record WHERE id = 'r259' | record 259 is missing",
        "UPDATE audit_leaf SET seq = 1000 - seq WHERE leaf_index IN (3, 4);"
            + " UPDATE audit_leaf SET seq = 1000 - seq + CASE leaf_index WHEN 3 THEN 1 ELSE -1 END"
            + " WHERE leaf_index IN (3, 4) | record 3 (r4) was reordered",
        "UPDATE audit_tile SET hashes = decode(repeat('00', 8192), 'hex')"
            + " | record 0 (r0) does not have the hash",
        "UPDATE audit_tile SET root = sha256('x') | records 0 to 255 do not have the hash",
      })
  void theVerifierNamesTheFirstRecordThatDoesNotFit(String sql, String said) throws Exception {
    PGSimpleDataSource source = SERVER.migrated();
    try (HikariDataSource pool = TestPostgres.pooled(source)) {
      PostgresStorage storage = new PostgresStorage(pool);
      fill(storage);
      Path before = new Export(storage, KEYS.verifier()).to(folder.resolve("before")).folder();
      assertThat(verify(before)).startsWith("verified: 260 records");
      TestPostgres.execute(
          source,
          "ALTER TABLE audit_record DISABLE TRIGGER append_only;"
              + " ALTER TABLE audit_leaf DISABLE TRIGGER append_only;"
              + " ALTER TABLE audit_tile DISABLE TRIGGER append_only; "
              + sql);
      Path after = new Export(storage, KEYS.verifier()).to(folder.resolve("after")).folder();
      assertThat(verify(after)).startsWith("not verified: ").contains(said);
    }
  }

  @Test
  void anEmptyLogIsExportedAndVerified() {
    try (HikariDataSource pool = TestPostgres.pooled(SERVER.migrated())) {
      try (AuditLog log = AuditLog.open(new PostgresStorage(pool), KEYS, Publisher.none())) {
        assertThat(verify(log.export(folder.resolve("empty")).folder()))
            .startsWith("verified: 0 records");
      }
    }
  }

  @Test
  void aFolderInUseIsRefusedAndNothingIsLeftBehind() throws IOException {
    Path occupied = Files.createDirectory(folder.resolve("occupied"));
    Files.writeString(occupied.resolve("file"), "");
    try (HikariDataSource pool = TestPostgres.pooled(SERVER.migrated());
        AuditLog log = AuditLog.open(new PostgresStorage(pool), KEYS, Publisher.none())) {
      assertThatThrownBy(() -> log.export(occupied)).hasMessageContaining("is not empty");
      assertThatThrownBy(() -> log.export(occupied.resolve("file")))
          .hasMessageContaining("is not a folder");
      log.export(folder.resolve("new"));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(occupied, folder.resolve("new"));
    }
  }

  private static void fill(PostgresStorage storage) throws InterruptedException {
    try (AuditLog log = AuditLog.open(storage, KEYS, Publisher.none())) {
      for (int i = 0; i < RECORDS; i++) {
        log.append(Entry.salted("r" + i, new byte[] {(byte) i, 1}));
      }
      assertThat(log.receipt("r259", Duration.ofSeconds(60))).isPresent();
    }
  }

  private static String verify(Path export) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8);
    int code = VerifyMain.run(new String[] {export.toString()}, stream, stream);
    String said = output.toString(StandardCharsets.UTF_8);
    assertThat(code == 0).as(said).isEqualTo(said.startsWith("verified: "));
    return said;
  }
}
