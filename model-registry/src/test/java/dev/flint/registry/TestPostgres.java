package dev.flint.registry;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A real PostgreSQL on loopback for one run of the tests; root runs it in a user namespace. */
final class TestPostgres {

  private final Path folder;
  private final int port;

  private TestPostgres(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  static TestPostgres get() {
    return Holder.INSTANCE;
  }

  private static final class Holder {
    static final TestPostgres INSTANCE = start();
  }

  String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  private static TestPostgres start() {
    try {
      Path folder = Files.createTempDirectory("flint-registry-pg");
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      unpack(folder);
      if (root() && !namespaces()) {
        run(List.of("chown", "-R", "nobody:nogroup", folder.toString()));
      }
      TestPostgres postgres = new TestPostgres(folder, freePort());
      postgres.program("initdb", "-D", postgres.data(), "-U", "postgres", "-A", "trust", "-N");
      String options =
          "-p " + postgres.port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=''";
      postgres.program(
          "pg_ctl",
          "start",
          "-w",
          "-s",
          "-D",
          postgres.data(),
          "-l",
          folder + "/log",
          "-o",
          options + " -c fsync=off");
      Runtime.getRuntime().addShutdownHook(new Thread(postgres::stop));
      return postgres;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  void stop() {
    try {
      program("pg_ctl", "stop", "-w", "-s", "-m", "immediate", "-D", data());
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private static void unpack(Path folder) throws IOException {
    Path archive = folder.resolve("postgres.txz");
    try (InputStream in = TestPostgres.class.getResourceAsStream("/postgres-linux-x86_64.txz")) {
      Files.copy(in, archive, StandardCopyOption.REPLACE_EXISTING);
    }
    run(List.of("tar", "-xJf", archive.toString(), "-C", folder.toString()));
  }

  private void program(String name, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (root() && namespaces()) {
      command.addAll(List.of("unshare", "-U"));
    } else if (root()) {
      command.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
    }
    command.add(folder.resolve("bin").resolve(name).toString());
    command.addAll(List.of(arguments));
    run(command);
  }

  private static boolean root() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static boolean namespaces() throws IOException {
    return exit(new ProcessBuilder("unshare", "-U", "true").start()) == 0;
  }

  private static void run(List<String> command) throws IOException {
    Path output = Files.createTempFile("flint-registry-pg", ".out");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int code = exit(process);
    String said = Files.readString(output);
    Files.delete(output);
    if (code != 0) {
      throw new IOException(command + " ended with " + code + ": " + said);
    }
  }

  private static int exit(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
