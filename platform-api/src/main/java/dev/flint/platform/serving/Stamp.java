package dev.flint.platform.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the file system says of a file: equal stamps mean that nobody wrote to it since. The change
 * time ({@code ctime}) moves with every write, also where the modification time is set back.
 */
record Stamp(Map<String, Object> attributes) {
  static Stamp of(Path file) {
    try {
      return new Stamp(Files.readAttributes(file, "unix:ino,size,lastModifiedTime,ctime"));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException gone) {
      return new Stamp(Map.of());
    }
  }
}
