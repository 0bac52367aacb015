package dev.flint.runtime.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that holds one contender: asked over its input, answering line by line. */
final class Child implements AutoCloseable {
  private final String name;
  private final Path errors;
  private final Process process;
  private final BufferedReader answers;
  private final String[] greeting;

  /** Ours: the same JVM with the same flags as this one. */
  static Child own(Path model, int threads, String backend) throws IOException {
    List<String> arguments = List.of(model.toString(), String.valueOf(threads), backend);
    return new Child("flint " + backend, OwnProcess.class, arguments, "");
  }

  /** The peer. */
  static Child peer(Path model, int threads, Path folder) throws IOException {
    List<String> arguments = List.of(model.toString(), String.valueOf(threads), folder.toString());
    return new Child("llama.cpp", PeerProcess.class, arguments, folder.toString());
  }

  private Child(String name, Class<?> main, List<String> arguments, String libraries)
      throws IOException {
    this.name = name;
    errors = Files.createTempFile("flint-bench", ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    if (!libraries.isEmpty()) {
      builder.environment().merge("LD_LIBRARY_PATH", libraries, (old, own) -> own + ":" + old);
    }
    process = builder.start();
    answers = process.inputReader(StandardCharsets.UTF_8);
    try {
      greeting = line().split(" ", 3);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Seconds until a first token was computed, without the start of the process. */
  double firstToken() {
    return Long.parseLong(greeting[1]) / 1e9;
  }

  /** What computes, in its own words. */
  String about() {
    return greeting[2];
  }

  double ask(String request) throws IOException {
    process.outputWriter(StandardCharsets.UTF_8).append(request).append('\n').flush();
    return Double.parseDouble(line());
  }

  private String line() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      List<String> said = Files.readAllLines(errors, StandardCharsets.ISO_8859_1);
      List<String> causes = said.stream().filter(text -> text.contains("Exception")).toList();
      List<String> last =
          causes.isEmpty() ? said.subList(Math.max(0, said.size() - 5), said.size()) : causes;
      throw new IOException(name + " ended: " + String.join("; ", last));
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    try {
      process.outputWriter(StandardCharsets.UTF_8).close();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } finally {
      Files.deleteIfExists(errors);
    }
  }
}
