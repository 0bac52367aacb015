package dev.flint.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The source tree, as it lies beside this module. */
final class Sources {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  static final List<String> MODULES =
      List.of("inference-runtime", "audit", "model-registry", "platform-api");

  private Sources() {}

  /** Java files of all modules: code and tests. */
  static List<Path> all() {
    return Stream.concat(MODULES.stream(), Stream.of("compliance-docs"))
        .flatMap(module -> java(ROOT.resolve(module).resolve("src")).stream())
        .toList();
  }

  /** Java files of all modules' code. */
  static List<Path> main() {
    return MODULES.stream()
        .flatMap(module -> java(ROOT.resolve(module).resolve("src/main/java")).stream())
        .toList();
  }

  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> java(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
