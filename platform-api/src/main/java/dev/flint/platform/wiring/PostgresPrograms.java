package dev.flint.platform.wiring;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs, unpacked once from the jar that carries them. */
record PostgresPrograms(Path folder) {

  /** Where unpacked programs are kept for every data folder of this user. */
  static Path cache() {
    return ServeOptions.xdg("XDG_CACHE_HOME", ".cache").resolve("flint");
  }

  /** Unpacks into a folder of {@code cache} that is named after the archive, unless it is there. */
  static PostgresPrograms unpack(Path cache) throws IOException {
    URL archive = archive();
    Path folder = cache.resolve("postgresql-" + identity(archive));
    if (!Files.isDirectory(folder)) {
      DataFolder.privately(cache);
      Path fresh = Files.createTempDirectory(cache, "unpacking-");
      try (InputStream in = archive.openStream()) {
        unpack(in, fresh);
        Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        delete(fresh);
        if (!Files.isDirectory(folder)) { // else another process was faster: the same files
          throw e;
        }
      }
    }
    return new PostgresPrograms(folder);
  }

  String initdb() {
    return folder.resolve("bin/initdb").toString();
  }

  String pgCtl() {
    return folder.resolve("bin/pg_ctl").toString();
  }

  private static URL archive() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String machine =
        switch (System.getProperty("os.arch")) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64" -> "arm_64";
          default -> System.getProperty("os.arch");
        };
    String name = "postgres-" + (system.startsWith("mac") ? "darwin" : "linux") + "-" + machine;
    URL archive = PostgresPrograms.class.getResource("/" + name + ".txz");
    if (archive == null) {
      throw new StartFault(
          StartFault.Code.DATABASE,
          "this build carries no PostgreSQL for "
              + system
              + " on "
              + machine
              + ": name a server of your own with flint.database.url.");
    }
    return archive;
  }

  // The archive's CRC and size, read from the jar's directory: hashing 15 MB would cost each start.
  private static String identity(URL archive) throws IOException {
    if (archive.openConnection() instanceof JarURLConnection jar) {
      jar.setUseCaches(false);
      try (var file = jar.getJarFile()) {
        var entry = file.getJarEntry(jar.getEntryName());
        return String.format(Locale.ROOT, "%08x-%d", entry.getCrc(), entry.getSize());
      }
    }
    return Long.toString(archive.openConnection().getContentLengthLong());
  }

  private static void unpack(InputStream archive, Path to) throws IOException {
    try (var tar =
        new TarArchiveInputStream(
            new XZCompressorInputStream(new BufferedInputStream(archive, 1 << 16)))) {
      for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
        Path path = to.resolve(entry.getName()).normalize();
        if (!path.startsWith(to)) {
          throw new IOException("the archive leaves its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(path);
        } else {
          Files.createDirectories(path.getParent());
          store(tar, entry, path);
        }
      }
    }
  }

  private static void store(TarArchiveInputStream tar, TarArchiveEntry entry, Path path)
      throws IOException {
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else if (!path.toString().endsWith(".a")) { // static libraries are of no use here
      Files.copy(tar, path);
      boolean runs = (entry.getMode() & 0100) != 0;
      Files.setPosixFilePermissions(
          path, PosixFilePermissions.fromString(runs ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
