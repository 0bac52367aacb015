package dev.flint.registry.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Steps that survive a power cut: a name appears only with all its bytes behind it. */
final class Durable {
  static final Set<PosixFilePermission> READ_ONLY = PosixFilePermissions.fromString("r--r-----");
  private static final Set<PosixFilePermission> PRIVATE_FOLDER =
      PosixFilePermissions.fromString("rwxr-x---");

  private Durable() {}

  /** Creates a folder and those above it, and makes its name durable in its parent. */
  static void folder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.getParent();
    if (parent != null) {
      folder(parent);
    }
    Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PRIVATE_FOLDER));
    if (parent != null) {
      sync(parent);
    }
  }

  /** Gives a complete, synced temporary its final name in one step, replacing what had it. */
  static void publish(Path temporary, Path target) throws IOException {
    Files.setPosixFilePermissions(temporary, READ_ONLY);
    Files.move(
        temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Path folder = target.getParent();
    if (folder != null) {
      sync(folder);
    }
  }

  /** Forces a folder's entries to disk. */
  static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
