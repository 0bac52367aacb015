package dev.flint.platform.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL of our own over one folder: created with a generated password, reachable
 * through loopback only. A server that outlived its service is taken over, and a stale {@code
 * postmaster.pid} does no harm.
 */
final class EmbeddedPostgres implements AutoCloseable {
  /** The role that may do everything; it creates the other roles and then rests. */
  static final String SUPERUSER = "flint_root";

  private static final long ROOM_NEEDED = 256L << 20;
  private static final int ATTEMPTS = 3;

  private final Path folder;
  private final Path cluster;
  private final PostgresPrograms programs;
  private final Footing footing;
  private int port;
  private boolean closed;

  private EmbeddedPostgres(Path folder, PostgresPrograms programs, Footing footing) {
    this.folder = folder;
    this.cluster = folder.resolve("data");
    this.programs = programs;
    this.footing = footing;
  }

  /**
   * Starts the server over {@code folder}, or takes over the one that already runs there.
   *
   * @param password the superuser's, used when the folder is still empty
   * @throws StartFault DATABASE with what PostgreSQL said
   */
  static EmbeddedPostgres start(Path folder, String password) {
    try {
      return start(folder, password, Footing.find());
    } catch (IOException e) {
      throw fault(folder, DataFolder.reason(e), e);
    }
  }

  static EmbeddedPostgres start(Path folder, String password, Footing footing) throws IOException {
    boolean reachable = footing != Footing.NOBODY; // nobody may not enter root's cache
    Path cache = reachable ? PostgresPrograms.cache() : folder.resolve("programs");
    PostgresPrograms programs = PostgresPrograms.unpack(cache);
    EmbeddedPostgres postgres = new EmbeddedPostgres(folder, programs, footing);
    if (!Files.exists(postgres.cluster.resolve("PG_VERSION"))) {
      postgres.create(password);
    }
    postgres.takeOverOrLaunch();
    return postgres;
  }

  /** The loopback port it listens on. */
  int port() {
    return port;
  }

  private void create(String password) throws IOException {
    long room = Files.getFileStore(folder).getUsableSpace();
    if (room < ROOM_NEEDED) {
      throw fault(
          folder,
          "the disk has only " + (room >> 20) + " MB left, " + (ROOM_NEEDED >> 20) + " are needed",
          null);
    }
    // Made beside and moved into place: an interrupted creation leaves nothing that looks whole.
    Path fresh = folder.resolve("data.new");
    PostgresPrograms.delete(fresh);
    Path passwordFile = folder.resolve("initdb.password");
    Files.deleteIfExists(passwordFile);
    Files.createFile(
        passwordFile,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(passwordFile, password + "\n", UTF_8);
      footing.own(folder);
      Program.Ended ended =
          run(
              programs.initdb(),
              "--pgdata=" + fresh,
              "--username=" + SUPERUSER,
              "--auth=scram-sha-256",
              "--pwfile=" + passwordFile,
              "--encoding=UTF8",
              "--locale=C",
              "--locale-provider=builtin",
              "--builtin-locale=C.UTF-8",
              "--no-instructions");
      if (!ended.well()) {
        throw fault(folder, "initdb said: " + lastLine(ended.output()), null);
      }
    } finally {
      Files.deleteIfExists(passwordFile);
    }
    Files.writeString(
        fresh.resolve("postgresql.conf"),
        "\ninclude = 'flint.conf'\n",
        UTF_8,
        StandardOpenOption.APPEND);
    Files.writeString(fresh.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
    Files.move(fresh, cluster, StandardCopyOption.ATOMIC_MOVE);
  }

  private void takeOverOrLaunch() throws IOException {
    Optional<Postmaster> running = Postmaster.of(cluster);
    if (running.isPresent() && running.get().ready()) {
      port = running.get().port();
      return;
    }
    if (running.isPresent()) { // halfway up or down: let it finish going down
      stop();
    }
    // We hold the data folder and no server runs: what a killed one left would only be in the way.
    Files.deleteIfExists(cluster.resolve("postmaster.pid"));
    for (int attempt = 1; ; attempt++) {
      port = choosePort();
      configure();
      Program.Ended ended = control("start", "-l", startLog().toString());
      if (ended.well()) {
        return;
      }
      String said = lastWords();
      if (attempt == ATTEMPTS || !said.contains("Address already in use")) {
        throw fault(folder, "it did not start: " + said, null);
      }
      Files.deleteIfExists(folder.resolve("port"));
    }
  }

  private int choosePort() throws IOException {
    Path kept = folder.resolve("port");
    int last = Files.exists(kept) ? Integer.parseInt(Files.readString(kept).strip()) : 0;
    int chosen = last != 0 && free(last) == last ? last : free(0);
    Files.writeString(kept, chosen + "\n");
    return chosen;
  }

  /** The given port if it is free (0: any), else 0. */
  private static int free(int wanted) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
      return socket.getLocalPort();
    } catch (IOException taken) {
      return 0;
    }
  }

  // Durability stays on; the rest is small, for a quick start and one service.
  private void configure() throws IOException {
    Files.writeString(
        cluster.resolve("flint.conf"),
        """
        # Written by flint at each start.
        listen_addresses = '127.0.0.1'
        port = %d
        unix_socket_directories = ''
        max_connections = 60
        shared_buffers = 64MB
        fsync = on
        synchronous_commit = on
        full_page_writes = on
        password_encryption = 'scram-sha-256'
        jit = off
        timezone = 'UTC'
        log_timezone = 'UTC'
        logging_collector = on
        log_directory = 'log'
        log_filename = 'postgresql-%%a.log'
        log_rotation_age = 1d
        log_truncate_on_rotation = on
        log_statement = 'none'
        log_min_error_statement = 'panic'
        log_parameter_max_length = 0
        log_parameter_max_length_on_error = 0
        """
            .formatted(port));
    Files.deleteIfExists(startLog());
    footing.own(folder);
  }

  private Path startLog() {
    return folder.resolve("start.log");
  }

  /** Stops the server and waits until every connection is closed and everything is on disk. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      stop();
    } catch (IOException e) {
      throw fault(folder, "it did not stop: " + DataFolder.reason(e), e);
    }
  }

  private void stop() throws IOException {
    if (Postmaster.of(cluster).isEmpty()) {
      return;
    }
    Program.Ended ended = control("stop", "-m", "fast");
    if (!ended.well() && Postmaster.of(cluster).isPresent()) {
      throw fault(folder, "it did not stop: " + lastLine(ended.output()), null);
    }
  }

  private Program.Ended control(String verb, String... more) throws IOException {
    List<String> command = new ArrayList<>(List.of(programs.pgCtl(), verb));
    command.addAll(List.of("-D", cluster.toString(), "-w", "-t", "60", "-s"));
    command.addAll(List.of(more));
    return run(command.toArray(String[]::new));
  }

  private Program.Ended run(String... command) throws IOException {
    return Program.run(footing, folder, List.of(command));
  }

  // PostgreSQL says why it cannot start first in one file, then in another.
  private String lastWords() throws IOException {
    List<Path> logs = new ArrayList<>(List.of(startLog()));
    Path folderOfLogs = cluster.resolve("log");
    if (Files.isDirectory(folderOfLogs)) {
      try (Stream<Path> all = Files.list(folderOfLogs)) {
        all.sorted(Comparator.comparing(log -> log.toFile().lastModified())).forEach(logs::add);
      }
    }
    String words = "it left no message in " + logs.getFirst();
    for (Path log : logs) {
      for (String line : Files.exists(log) ? Files.readAllLines(log) : List.<String>of()) {
        if (line.contains("FATAL:") || line.contains("could not")) {
          words = line;
        }
      }
    }
    return words;
  }

  private static String lastLine(String output) {
    return output.lines().filter(line -> line.contains("error:")).findFirst().orElse(output);
  }

  private static StartFault fault(Path folder, String what, @Nullable IOException cause) {
    String message = "the embedded PostgreSQL in " + folder + " failed: " + what;
    return cause == null
        ? new StartFault(StartFault.Code.DATABASE, message)
        : new StartFault(StartFault.Code.DATABASE, message, cause);
  }
}
