package dev.flint.platform.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/** Secrets in files that only their owner may read; each is generated once and then kept. */
public final class Secrets {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final Path folder;

  Secrets(Path folder) {
    this.folder = folder;
  }

  /** The named password: 192 random bits, safe in an URL, a shell and an SQL literal. */
  public String password(String name) {
    return text(
        name,
        () -> {
          byte[] random = new byte[24];
          new SecureRandom().nextBytes(random);
          return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        });
  }

  /**
   * The named secret; the first call generates and stores it durably.
   *
   * @throws StartFault DATA_FOLDER if others may read the file
   */
  public String text(String name, Supplier<String> generate) {
    Path file = folder.resolve(name);
    try {
      if (!Files.exists(file)) {
        write(file, generate.get());
      }
      return read(file);
    } catch (IOException e) {
      throw DataFolder.fault("the secret " + file + ": " + DataFolder.reason(e), e);
    }
  }

  /** Where the named secret lies. */
  public Path file(String name) {
    return folder.resolve(name);
  }

  /** Reads a secret; the last line break is not part of it. */
  static String read(Path file) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (!OWNER_ONLY.containsAll(permissions)) {
      throw new StartFault(
          StartFault.Code.DATA_FOLDER,
          "the secret "
              + file
              + " may be read by others ("
              + PosixFilePermissions.toString(permissions)
              + "): run 'chmod 600 "
              + file
              + "', and replace it if someone may have seen it.");
    }
    return Files.readString(file, UTF_8).stripTrailing();
  }

  private static void write(Path file, String value) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(fresh, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap((value + "\n").getBytes(UTF_8)));
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
