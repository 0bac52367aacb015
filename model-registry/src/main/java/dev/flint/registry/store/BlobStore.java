package dev.flint.registry.store;

import dev.flint.registry.fault.RegistryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Files under {@code blobs/sha256/<hex digest>}, each with its signature beside it as {@code
 * <hex>.sig}. A name appears in one step with all its bytes synced behind it, and is read-only; a
 * crash leaves at most a temporary, which the next opening sweeps.
 */
public final class BlobStore {
  /** Left free on the disk beside a new file, for the database and the log. */
  static final long RESERVE = 64L << 20;

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private final Path blobs;
  private final Temporaries temporaries;
  private final long reserve;

  private BlobStore(Path blobs, Temporaries temporaries, long reserve) {
    this.blobs = blobs;
    this.temporaries = temporaries;
    this.reserve = reserve;
  }

  /** Opens the store in a folder, making the folder where it is missing; sweeps leftovers. */
  public static BlobStore open(Path folder) {
    return open(folder, RESERVE);
  }

  static BlobStore open(Path folder, long reserve) {
    Path root = folder.toAbsolutePath().normalize();
    Path blobs = root.resolve("blobs").resolve("sha256");
    Path growing = root.resolve("tmp");
    try {
      Durable.folder(blobs);
      Durable.folder(growing);
      Temporaries temporaries = new Temporaries(growing);
      temporaries.sweep();
      return new BlobStore(blobs, temporaries, reserve);
    } catch (IOException e) {
      throw io("The model store in " + root + " cannot be opened", e);
    }
  }

  /**
   * Copies a file in and answers its digest; a file that is here already, unharmed, is not copied
   * again. UNSUITABLE_FILE for anything but a regular file, NO_SPACE before the first byte.
   */
  public Blob put(Path file) {
    requireRegular(file);
    try (FileChannel source =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      long size = source.size();
      if (anyOfSize(size)) {
        Blob known = Digester.digest(source);
        if (unharmed(known)) {
          return known;
        }
      }
      requireSpace(size);
      return copy(source, size, file);
    } catch (IOException e) {
      throw io("The file " + file + " cannot be imported", e);
    }
  }

  private Blob copy(FileChannel source, long size, Path file) throws IOException {
    try (Temporaries.Temporary temporary = temporaries.create()) {
      Blob blob = Digester.copy(source, temporary.channel());
      if (blob.size() != size) {
        throw new RegistryException(
            RegistryException.Code.IO,
            "The file "
                + file
                + " changed while it was imported: import it again once it is done.");
      }
      temporary.publish(path(blob.digest()));
      return blob;
    }
  }

  /**
   * Opens a blob for reading; empty where there is none. Anything but a regular file is an error.
   */
  public Optional<FileChannel> read(String digest) {
    Path path = path(digest);
    if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    requireRegular(path);
    try {
      return Optional.of(
          FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    } catch (IOException e) {
      throw io("The model file " + path + " cannot be opened", e);
    }
  }

  /** Stores the signature of a blob beside it, replacing an older one in one step. */
  public void putSignature(String digest, byte[] bundle) {
    Path target = signaturePath(digest);
    try (Temporaries.Temporary temporary = temporaries.create()) {
      ByteBuffer bytes = ByteBuffer.wrap(bundle);
      while (bytes.hasRemaining()) {
        temporary.channel().write(bytes);
      }
      temporary.publish(target);
    } catch (IOException e) {
      throw io("The signature " + target + " cannot be written", e);
    }
  }

  /** The signature of a blob, at most {@code limit} + 1 bytes of it; empty where there is none. */
  public Optional<byte[]> signature(String digest, int limit) {
    Path path = signaturePath(digest);
    if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    requireRegular(path);
    try (var in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of(in.readNBytes(limit + 1));
    } catch (IOException e) {
      throw io("The signature " + path + " cannot be read", e);
    }
  }

  /** Where a blob lies. */
  public Path path(String digest) {
    if (!DIGEST.matcher(digest).matches()) {
      throw new IllegalArgumentException("not a hex SHA-256 digest");
    }
    return blobs.resolve(digest);
  }

  private Path signaturePath(String digest) {
    return path(digest).resolveSibling(digest + ".sig");
  }

  private boolean unharmed(Blob blob) throws IOException {
    Path path = path(blob.digest());
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      return Digester.digest(channel).equals(blob);
    }
  }

  /** Whether the file might be here already: only then is it worth digesting before copying. */
  private boolean anyOfSize(long size) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(blobs)) {
      for (Path file : files) {
        if (Files.size(file) == size) {
          return true;
        }
      }
    }
    return false;
  }

  private void requireSpace(long size) throws IOException {
    long free = Files.getFileStore(blobs).getUsableSpace();
    if (free - reserve < size) {
      throw new RegistryException(
          RegistryException.Code.NO_SPACE,
          String.format(
              Locale.ROOT,
              "The model needs %,d bytes and %,d more must stay free, but the disk of %s has %,d bytes"
                  + " free: make room or choose another data folder.",
              size,
              reserve,
              blobs,
              free));
    }
  }

  private static void requireRegular(Path file) {
    try {
      BasicFileAttributes facts =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!facts.isRegularFile()) {
        String kind =
            facts.isSymbolicLink()
                ? "a symbolic link: name the file it points to"
                : facts.isDirectory() ? "a folder: name one file" : "a special file: name a file";
        throw unsuitable("The path " + file + " is " + kind + ".", null);
      }
    } catch (IOException e) {
      throw unsuitable("There is no readable file at " + file + ": check the path.", e);
    }
  }

  private static RegistryException unsuitable(String message, @Nullable IOException cause) {
    RegistryException.Code code = RegistryException.Code.UNSUITABLE_FILE;
    return cause == null
        ? new RegistryException(code, message)
        : new RegistryException(code, message, cause);
  }

  private static RegistryException io(String what, IOException cause) {
    return new RegistryException(
        RegistryException.Code.IO, what + ": " + cause.getMessage() + ".", cause);
  }
}
