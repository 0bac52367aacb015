package dev.flint.runtime.memory;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Linux says of this process's own mappings. */
final class Mappings {
  private static final Path SMAPS = Path.of("/proc/self/smaps");

  private Mappings() {}

  /** A fact about the mapping that holds the first byte of a segment, for example {@code Rss}. */
  static String fact(MemorySegment segment, String name) throws IOException {
    boolean within = false;
    for (String line : lines()) {
      String first = line.split("\\s", 2)[0];
      if (first.matches("[0-9a-f]+-[0-9a-f]+")) {
        long from = Long.parseUnsignedLong(first.split("-")[0], 16);
        long to = Long.parseUnsignedLong(first.split("-")[1], 16);
        within = segment.address() >= from && segment.address() < to;
      } else if (within && first.equals(name + ":")) {
        return line.substring(name.length() + 1).strip();
      }
    }
    return "";
  }

  /** Skips a test where the system tells nothing. */
  static void assumeTold() {
    assumeTrue(Files.isReadable(SMAPS), "skipped 1 case: there is no " + SMAPS);
  }

  private static List<String> lines() throws IOException {
    return Files.readAllLines(SMAPS);
  }
}
