package dev.flint.platform.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedPostgresTest {
  private static final String PASSWORD = "k3pt-0nly-f0r-th1s-test";

  @TempDir Path temporary;

  @Test
  void whatWasWrittenIsThereAfterStopAndStart() throws Exception {
    Path folder = folder();
    try (var postgres = EmbeddedPostgres.start(folder, PASSWORD);
        var connection = connect(postgres, PASSWORD)) {
      run(connection, "CREATE TABLE kept (v text)");
      run(connection, "INSERT INTO kept VALUES ('yes')");
    }
    assertThat(Postmaster.of(folder.resolve("data"))).as("stopped").isEmpty();
    try (var postgres = EmbeddedPostgres.start(folder, PASSWORD);
        var connection = connect(postgres, PASSWORD)) {
      assertThat(one(connection, "SELECT v FROM kept")).isEqualTo("yes");
      assertThat(one(connection, "SHOW fsync")).isEqualTo("on");
      assertThat(one(connection, "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(one(connection, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void aWrongPasswordIsRefused() throws Exception {
    try (var postgres = EmbeddedPostgres.start(folder(), PASSWORD)) {
      assertThatThrownBy(() -> connect(postgres, "another").close())
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
    }
  }

  @Test
  void aServerThatOutlivedItsServiceIsTakenOver() throws Exception {
    Path folder = folder();
    var first = EmbeddedPostgres.start(folder, PASSWORD);
    // The service is gone without closing; the server still runs.
    try (var second = EmbeddedPostgres.start(folder, PASSWORD);
        var connection = connect(second, PASSWORD)) {
      assertThat(second.port()).isEqualTo(first.port());
      assertThat(one(connection, "SELECT 1")).isEqualTo("1");
    }
    assertThat(Postmaster.of(folder.resolve("data"))).as("stopped by the second").isEmpty();
  }

  @Test
  void aServerThatWasKilledIsStartedAgainWithItsData() throws Exception {
    Path folder = folder();
    Path cluster = folder.resolve("data");
    var first = EmbeddedPostgres.start(folder, PASSWORD);
    try (var connection = connect(first, PASSWORD)) {
      run(connection, "CREATE TABLE kept (v text)");
      run(connection, "INSERT INTO kept VALUES ('yes')");
    }
    ProcessHandle server =
        ProcessHandle.of(Postmaster.of(cluster).orElseThrow().pid()).orElseThrow();
    server.destroyForcibly();
    server.onExit().join();
    assertThat(cluster.resolve("postmaster.pid")).as("left behind").exists();
    try (var second = EmbeddedPostgres.start(folder, PASSWORD);
        var connection = connect(second, PASSWORD)) {
      assertThat(one(connection, "SELECT v FROM kept")).isEqualTo("yes");
    }
  }

  @Test
  void aFolderThatOthersMayEnterIsRefusedWithPostgresOwnWords() throws Exception {
    Path folder = folder();
    EmbeddedPostgres.start(folder, PASSWORD).close();
    Files.setPosixFilePermissions(
        folder.resolve("data"), PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(() -> EmbeddedPostgres.start(folder, PASSWORD))
        .isInstanceOf(StartFault.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("invalid permissions");
  }

  @Test
  void aTakenPortIsLeftToItsOwner() throws Exception {
    Path folder = folder();
    var first = EmbeddedPostgres.start(folder, PASSWORD);
    int kept = first.port();
    first.close();
    try (var other = new java.net.ServerSocket(kept, 1, java.net.InetAddress.getLoopbackAddress());
        var second = EmbeddedPostgres.start(folder, PASSWORD);
        var connection = connect(second, PASSWORD)) {
      assertThat(second.port()).isNotEqualTo(other.getLocalPort());
      assertThat(one(connection, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void runsAsNobodyWhereNamespacesAreForbidden() throws Exception {
    assumeThat(Footing.root()).as("skipped 1 case: only root can become nobody").isTrue();
    // JUnit's own folder is closed to nobody.
    Path open = Files.createTempDirectory(Path.of("/var/tmp"), "flint-nobody-");
    try {
      Path folder = DataFolder.privately(open.resolve("postgresql"));
      try (var postgres = EmbeddedPostgres.start(folder, PASSWORD, Footing.NOBODY);
          var connection = connect(postgres, PASSWORD)) {
        assertThat(one(connection, "SELECT 1")).isEqualTo("1");
        assertThat(Files.getOwner(folder.resolve("data")).getName()).isEqualTo("nobody");
      }
    } finally {
      PostgresPrograms.delete(open);
    }
  }

  private Path folder() throws IOException {
    return DataFolder.privately(temporary.resolve("data folder/postgresql"));
  }

  private static Connection connect(EmbeddedPostgres postgres, String password)
      throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/postgres",
        EmbeddedPostgres.SUPERUSER,
        password);
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String one(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
