package dev.flint.audit.log.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/** A real PostgreSQL on a free port of the loopback, in a folder that is gone afterwards. */
public final class TestPostgres implements AutoCloseable {
  private static final Path PROGRAMS = unpack();

  private final Path folder;
  private final Path data;
  private final int port;
  private int databases;

  /** Starts a server with an empty folder. */
  public TestPostgres() {
    try {
      this.folder = Files.createTempDirectory("flint-audit-test-");
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      this.data = Files.createDirectory(folder.resolve("data"));
      own(data);
      this.port = freePort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    run("initdb", "-D", data.toString(), "-U", "postgres", "-A", "trust", "--no-sync");
    start();
  }

  /** A new database with the audit log's tables. */
  public PGSimpleDataSource migrated() {
    PGSimpleDataSource source = empty();
    execute(source, migration());
    return source;
  }

  /** The same database through a pool, as a service has it. */
  public static HikariDataSource pooled(PGSimpleDataSource source) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(source);
    config.setMaximumPoolSize(6);
    config.setConnectionTimeout(1_000);
    return new HikariDataSource(config);
  }

  /** A new database without any table. */
  public synchronized PGSimpleDataSource empty() {
    String name = "audit" + databases++;
    execute(source("postgres"), "CREATE DATABASE " + name);
    return source(name);
  }

  /** The migration as it ships. */
  public static String migration() {
    try (InputStream in = TestPostgres.class.getResourceAsStream("/db/migration/V2__audit.sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs statements as the owner. */
  public static void execute(PGSimpleDataSource source, String sql) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Starts the server after {@link #stop}. */
  public void start() {
    run(
        "pg_ctl",
        "-D",
        data.toString(),
        "-w",
        "-l",
        data.resolve("server.log").toString(),
        "-o",
        "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=''".formatted(port),
        "start");
  }

  /** Ends the server as a crash would. */
  public void stop() {
    run("pg_ctl", "-D", data.toString(), "-m", "immediate", "-w", "stop");
  }

  @Override
  public synchronized void close() {
    if (Files.notExists(folder)) {
      return;
    }
    if (Files.exists(data.resolve("postmaster.pid"))) {
      stop();
    }
    remove(folder);
  }

  /** The same database, entered by another role. */
  public PGSimpleDataSource sourceOf(PGSimpleDataSource owner, String role) {
    PGSimpleDataSource source = source(owner.getDatabaseName());
    source.setUser(role);
    return source;
  }

  private PGSimpleDataSource source(String database) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(database);
    source.setUser("postgres");
    return source;
  }

  private void run(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (root()) { // PostgreSQL refuses to run as root
      command.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
    }
    command.add(PROGRAMS.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    execute(command, folder);
  }

  private static void execute(List<String> command, Path folder) {
    try {
      Path output = Files.createTempFile(folder, "output", ".txt");
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IllegalStateException(command + " failed: " + Files.readString(output));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The programs, unpacked once for all test runs of this user. */
  private static Path unpack() {
    String user = System.getProperty("user.name");
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    Path target = temporary.resolve("flint-postgres-18.6.0-" + user);
    if (Files.isDirectory(target)) {
      return target;
    }
    try {
      Path draft = Files.createTempDirectory("flint-postgres-");
      Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
      Path archive = Files.createTempFile(draft, "postgres", ".txz");
      try (InputStream in = TestPostgres.class.getResourceAsStream("/postgres-linux-x86_64.txz")) {
        Files.write(archive, in.readAllBytes());
      }
      execute(List.of("tar", "-xJf", archive.toString(), "--no-same-owner"), draft);
      Files.delete(archive);
      Files.move(draft, target);
    } catch (IOException e) {
      if (!Files.isDirectory(target)) { // else another run was faster
        throw new UncheckedIOException(e);
      }
    }
    return target;
  }

  private static boolean root() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static void own(Path folder) throws IOException {
    if (root()) {
      Files.setOwner(
          folder,
          folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
