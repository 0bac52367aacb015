package dev.flint.runtime;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the parity data lies; without it the tests that need it say what they skipped. */
public final class Parity {
  private Parity() {}

  /**
   * The parity folder; skips the test, naming {@code what} it did not check, where there is none.
   */
  public static Path folder(String what) {
    String folder = System.getProperty("flint.parity", "");
    assumeTrue(!folder.isEmpty(), "skipped " + what + ": no parity data (-Dflint.parity=FOLDER)");
    return Path.of(folder);
  }

  /** Every GGUF file of the parity folder. */
  public static List<Path> models(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".gguf")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
