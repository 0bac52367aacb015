package dev.flint.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.flint.audit.log.AuditLog;
import dev.flint.audit.log.Entry;
import dev.flint.audit.log.FolderPublisher;
import dev.flint.audit.log.Layout;
import dev.flint.audit.log.postgres.PostgresStorage;
import dev.flint.audit.log.postgres.TestPostgres;
import dev.flint.audit.merkle.Hash;
import dev.flint.audit.note.Checkpoint;
import dev.flint.audit.note.LogKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real export, damaged in every way an export can be. */
final class VerifyMainTest {
  private static final int RECORDS = 600;
  private static final LogKeys KEYS = LogKeys.generate("example.com/log");

  @TempDir private static Path shared;
  private static Checkpoint early = Checkpoint.sign(KEYS, 0, Hash.EMPTY_TREE);

  @TempDir private Path folder;
  private Path export;
  private String said = "";

  @BeforeAll
  static void exportALog() throws InterruptedException {
    try (TestPostgres server = new TestPostgres();
        HikariDataSource pool = TestPostgres.pooled(server.migrated());
        AuditLog log =
            AuditLog.open(
                new PostgresStorage(pool),
                KEYS,
                new FolderPublisher(shared.resolve("published")))) {
      for (int i = 0; i < RECORDS; i++) {
        String id = "rec_%03d".formatted(i);
        log.append(
            Entry.salted(id, "{\"id\":\"%s\"}".formatted(id).getBytes(StandardCharsets.UTF_8)));
        if (i == 99) {
          assertThat(log.receipt(id, Duration.ofSeconds(60))).isPresent();
          early = log.latest();
        }
      }
      assertThat(log.receipt("rec_599", Duration.ofSeconds(60))).isPresent();
      assertThat(log.export(shared.resolve("export")).checkpoint()).isEqualTo(log.latest());
    }
  }

  @BeforeEach
  void copy() throws IOException {
    Path original = shared.resolve("export");
    export = folder.resolve("export");
    try (Stream<Path> files = Files.walk(original)) {
      for (Path file : files.toList()) {
        Files.copy(file, export.resolve(original.relativize(file).toString()));
      }
    }
  }

  @Test
  void anUntouchedExportVerifies() throws IOException {
    assertThat(verify()).as(said).isZero();
    assertThat(said)
        .startsWith("verified: 600 records, tree root ")
        .contains(
            "signed by example.com/log+" + KEYS.verifier().hexId() + " (the folder's own key)")
        .hasLineCount(1);
    Path published = shared.resolve("published");
    Files.writeString(folder.resolve("early"), early.note());
    int code =
        verify(
            "--vkey", published.resolve(Layout.VKEY).toString(),
            "--checkpoint", published.resolve(Layout.CHECKPOINT).toString(),
            "--checkpoint", folder.resolve("early").toString());
    assertThat(code).as(said).isZero();
    assertThat(said).contains("consistent with 2 given").doesNotContain("own key");
  }

  @Test
  void aChangedRecordIsNamed() throws IOException {
    String other = Base64.getEncoder().encodeToString(new byte[3]);
    lines(lines ->
        lines.set(300, lines.get(300).replaceAll("record\":\".*\"", "record\":\"" + other + "\"")));
    refused("record 300 (rec_300) was changed");
  }

  @Test
  void aRelabelledRecordIsNamed() throws IOException {
    lines(lines -> lines.set(5, lines.get(5).replace("rec_005", "rec_006")));
    refused("record 5 (rec_006) names another id inside");
  }

  @Test
  void aReorderedRecordIsNamed() throws IOException {
    lines(lines -> Collections.swap(lines, 255, 256));
    refused("record 255 (rec_255) was reordered");
  }

  @Test
  void reorderedAndRenumberedRecordsAreNamed() throws IOException {
    lines(lines -> Collections.swap(lines, 41, 42), true);
    refused("record 41 (rec_042) was reordered");
    copyRecords();
    lines(lines -> Collections.swap(lines, 10, 90), true);
    refused("record 10 (rec_090) was reordered: it was logged as record 90");
  }

  @Test
  void aRemovedRecordIsNamed() throws IOException {
    lines(lines -> lines.remove(255));
    refused("record 255 was removed: record 256 (rec_256) stands in its place");
    copyRecords();
    lines(lines -> lines.remove(255), true);
    refused("record 255 was removed: (rec_256) stands in its place");
  }

  @Test
  void anInsertedRecordIsNamed() throws IOException {
    lines(lines -> lines.add(8, lines.get(3)));
    refused("record 3 (rec_003) was inserted");
    copyRecords();
    lines(lines -> lines.add(8, lines.get(3).replace("rec_003", "rec_zzz")), true);
    refused("record 8 (rec_zzz) was inserted");
    copyRecords();
    lines(lines -> lines.add(lines.get(599).replace("\"index\":599", "\"index\":600")));
    refused("record 600 (rec_599) was inserted: the checkpoint ends before it");
  }

  @Test
  void aTailCutOffIsNamed() throws IOException {
    lines(lines -> lines.subList(598, 600).clear());
    refused("the tail was cut off: record 598 is missing");
  }

  @Test
  void aTailCutOffTogetherWithItsCheckpointNeedsThePublishedOne() throws IOException {
    Checkpoint shorter = Checkpoint.sign(KEYS, 100, early.root());
    Files.writeString(export.resolve(Layout.CHECKPOINT), shorter.note());
    refused(
        "the tail was cut off: record 100 is missing",
        "--checkpoint",
        shared.resolve("published").resolve(Layout.CHECKPOINT).toString());
  }

  @Test
  void unreadableRecordsAreNamed() throws IOException {
    lines(lines -> lines.set(7, lines.get(7).replace("\"id\"", "\"jd\"")));
    refused("record 7 is unreadable in line 8 of records.jsonl");
    Files.write(export.resolve(Layout.RECORDS), new byte[] {'{', '"'});
    refused("record 0 is unreadable in line 1 of records.jsonl: it breaks off");
  }

  @Test
  void aForkedTreeIsNamed() throws IOException {
    Files.writeString(folder.resolve("fork"), Checkpoint.sign(KEYS, 100, Hash.EMPTY_TREE).note());
    refused(
        "the tree was forked: records 0 to 99", "--checkpoint", folder.resolve("fork").toString());
    Files.writeString(
        export.resolve(Layout.CHECKPOINT), Checkpoint.sign(KEYS, 600, early.root()).note());
    refused("the tree was forked or rewritten: records 0 to 599");
  }

  @Test
  void aWrongKeyIsNamed() throws IOException {
    LogKeys other = LogKeys.generate("example.com/log");
    Path vkey = Files.writeString(folder.resolve("other.vkey"), other.verifier().text() + "\n");
    refused(
        "is not signed by the key " + "example.com/log+" + other.verifier().hexId(),
        "--vkey",
        vkey.toString());
  }

  @Test
  void damagedTilesAreNamed() throws IOException {
    damage("tile/0/001", 33 * 32);
    refused("record 289 (rec_289) does not have the hash that tile/0/001 has");
    damage("tile/1/000.p/2", 32);
    refusedAfterRestoring("tile/0/001", "records 256 to 511 do not have the hash");
    damage("tile/entries/000", 34 * 9 + 2);
    refusedAfterRestoring("tile/1/000.p/2", "record 9 (rec_009) was changed");
    Files.delete(export.resolve("tile/entries/000"));
    refused("the export lacks tile/entries/000");
  }

  @Test
  void wrongUsageIsSaid() {
    assertThat(run()).isEqualTo(2);
    assertThat(said).contains("the folder to verify is missing").contains("usage:");
    assertThat(run(folder.resolve("none").toString())).isEqualTo(2);
    assertThat(run(export.toString(), "--vkey")).isEqualTo(2);
    assertThat(run(export.toString(), "--what")).isEqualTo(2);
  }

  @Test
  void theBaseModuleIsAllItNeeds() throws IOException, InterruptedException {
    Path classes =
        Path.of(VerifyMain.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--limit-modules",
                "java.base",
                "-cp",
                classes.toString(),
                VerifyMain.class.getName(),
                export.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor()).as(output).isZero();
    assertThat(output).startsWith("verified: 600 records");
  }

  private void lines(Consumer<List<String>> change) throws IOException {
    lines(change, false);
  }

  private void lines(Consumer<List<String>> change, boolean renumber) throws IOException {
    Path file = export.resolve(Layout.RECORDS);
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    change.accept(lines);
    for (int i = 0; renumber && i < lines.size(); i++) {
      lines.set(i, lines.get(i).replaceFirst("\"index\":[0-9]+", "\"index\":" + i));
    }
    Files.write(file, lines);
  }

  private void copyRecords() throws IOException {
    restore(Layout.RECORDS);
  }

  private void restore(String file) throws IOException {
    Files.write(export.resolve(file), Files.readAllBytes(shared.resolve("export").resolve(file)));
  }

  private void damage(String file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(export.resolve(file));
    bytes[at] ^= 1;
    Files.write(export.resolve(file), bytes);
  }

  private void refusedAfterRestoring(String file, String message) throws IOException {
    restore(file);
    refused(message);
  }

  private void refused(String message, String... options) {
    assertThat(verify(options)).as(said).isEqualTo(1);
    assertThat(said).startsWith("not verified: ").contains(message).hasLineCount(1);
  }

  private int verify(String... options) {
    List<String> arguments = new ArrayList<>(List.of(export.toString()));
    arguments.addAll(List.of(options));
    return run(arguments.toArray(String[]::new));
  }

  private int run(String... arguments) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8);
    int code = VerifyMain.run(arguments, stream, stream);
    said = output.toString(StandardCharsets.UTF_8);
    return code;
  }
}
