package dev.flint.platform.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flint.platform.FlintApplication;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as a process of its own: started, cut off, started again, stopped. */
final class ServeProcessTest {
  @TempDir Path temporary;

  private final List<Process> started = new ArrayList<>();

  /** Nothing outlives a test, not even one that failed halfway. */
  @AfterEach
  void end() throws IOException {
    started.forEach(Process::destroyForcibly);
    Postmaster.of(temporary.resolve("data/postgresql/data"))
        .flatMap(server -> ProcessHandle.of(server.pid()))
        .ifPresent(ProcessHandle::destroy);
  }

  @Test
  void keysAreShownOnceAndEverythingOutlivesACutOff() throws Exception {
    Path data = temporary.resolve("data");
    int port = freePort();
    List<String> first = new ArrayList<>();
    Process process = start(data, port, first);
    assertThat(first).hasSize(6);
    assertThat(first.get(0)).isEqualTo("FLINT_URL=http://127.0.0.1:" + port);
    assertThat(first.get(1)).matches("FLINT_KEY=flint_[0-9A-Za-z]+_[0-9A-Za-z_-]+_[0-9A-Za-z]+");
    assertThat(first.get(2)).startsWith("FLINT_ADMIN_KEY=flint_");
    assertThat(first.get(3)).startsWith("FLINT_AUDITOR_KEY=flint_");
    assertThat(first.get(4)).isEqualTo("# data folder: " + data);
    assertThat(pasted(first.get(5))).contains("\"finish_reason\":\"stop\"");
    assertThat(Files.readString(data.resolve("logs/flint.log")))
        .as("no secret in the log")
        .doesNotContain(first.get(1).substring("FLINT_KEY=".length()));

    process.destroyForcibly().waitFor(); // PostgreSQL outlives it

    List<String> second = new ArrayList<>();
    process = start(data, port, second);
    assertThat(second)
        .containsExactly("FLINT_URL=http://127.0.0.1:" + port, "# data folder: " + data);
    assertThat(pasted(first.get(5))).contains("\"finish_reason\":\"stop\"");
    assertThat(audit("verify", "--data", data.toString())).startsWith("0: verified: ");

    process.destroy(); // SIGTERM
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(Postmaster.of(data.resolve("postgresql/data"))).as("stopped with it").isEmpty();
    assertThat(audit("verify", "--data", data.toString())).startsWith("0: verified: ");
  }

  @Test
  void aTakenPortIsToldBeforeAnythingHappens() throws Exception {
    Path data = temporary.resolve("data");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Process process = launch(data, taken.getLocalPort());
      String said = new String(process.getErrorStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor()).isEqualTo(2);
      assertThat(said).contains("port " + taken.getLocalPort()).contains("--port");
      assertThat(data).doesNotExist();
    }
  }

  private Process start(Path data, int port, List<String> lines) throws IOException {
    Process process = launch(data, port);
    BufferedReader out = process.inputReader(UTF_8);
    // The last line of a first start is the curl command, of a later one the data folder.
    boolean known = Files.exists(data.resolve("keys-shown"));
    for (String line; (line = out.readLine()) != null; ) {
      lines.add(line);
      if (line.startsWith(known ? "# data folder" : "curl ")) {
        return process;
      }
    }
    throw new AssertionError(
        "did not start: " + new String(process.getErrorStream().readAllBytes(), UTF_8));
  }

  private Process launch(Path data, int port) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(),
                FlintApplication.class.getName(),
                "--port",
                Integer.toString(port),
                "--data",
                data.toString())
            .start();
    started.add(process);
    return process;
  }

  /** As it is served: without the tests and their logging. */
  private static String classPath() {
    String own = System.getProperty("java.class.path");
    return Stream.of(System.getProperty("surefire.test.class.path", own).split(File.pathSeparator))
        .filter(entry -> !entry.endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String pasted(String curl) throws Exception {
    Process process = new ProcessBuilder("bash", "-c", curl + " -sS").start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    return said;
  }

  private static String audit(String... arguments) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(said, true, UTF_8)) {
      return AuditCommand.run(List.of(arguments), out, out) + ": " + said.toString(UTF_8);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
