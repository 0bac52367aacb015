package dev.flint.registry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.flint.registry.fault.RegistryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BlobStoreTest {
  // FIPS 180-4's example.
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir Path folder;
  private Path home;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    home = folder.resolve("store");
    file = Files.writeString(folder.resolve("abc.gguf"), "abc");
  }

  @Test
  void keepsAFileUnderItsDigestReadOnly() throws IOException {
    BlobStore store = BlobStore.open(home);

    assertThat(store.put(file)).isEqualTo(new Blob(ABC, 3));

    Path blob = home.resolve("blobs/sha256").resolve(ABC);
    assertThat(blob).hasContent("abc").isEqualTo(store.path(ABC));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(blob)))
        .isEqualTo("r--r-----");
    assertThat(temporaries()).isEmpty();
  }

  @Test
  void copiesAKnownFileOnlyOnceAndHealsADamagedOne() throws IOException {
    BlobStore store = BlobStore.open(home);
    store.put(file);
    Object first = Files.getAttribute(store.path(ABC), "unix:ino");

    store.put(file);
    assertThat(Files.getAttribute(store.path(ABC), "unix:ino")).isEqualTo(first);

    overwrite(store.path(ABC), "abd");
    assertThat(store.put(file)).isEqualTo(new Blob(ABC, 3));
    assertThat(store.path(ABC)).hasContent("abc");
  }

  @Test
  void tellsFilesOfOneLengthApart() throws IOException {
    BlobStore store = BlobStore.open(home);
    store.put(file);
    Path other = Files.writeString(folder.resolve("abd.gguf"), "abd");

    Blob blob = store.put(other);

    assertThat(blob.digest()).isNotEqualTo(ABC);
    assertThat(store.path(blob.digest())).hasContent("abd");
  }

  @Test
  void refusesLinksFoldersAndSpecialFiles() throws Exception {
    BlobStore store = BlobStore.open(home);
    Path link = Files.createSymbolicLink(folder.resolve("link.gguf"), file);
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    for (Path unsuitable : List.of(link, folder, pipe, folder.resolve("missing"))) {
      RegistryException refused = refused(() -> store.put(unsuitable));
      assertThat(refused.code()).isEqualTo(RegistryException.Code.UNSUITABLE_FILE);
      assertThat(refused).hasMessageContaining(unsuitable.toString());
    }
    assertThat(blobs()).isEmpty();
  }

  @Test
  void doesNotFollowALinkThatTookABlobsPlace() throws IOException {
    BlobStore store = BlobStore.open(home);
    store.put(file);
    Files.delete(store.path(ABC));
    Files.createSymbolicLink(store.path(ABC), file);

    assertThat(refused(() -> store.read(ABC)).code())
        .isEqualTo(RegistryException.Code.UNSUITABLE_FILE);
    store.put(file);
    assertThat(Files.isSymbolicLink(store.path(ABC))).isFalse();
  }

  @Test
  void saysWhatItNeedsWhenTheDiskIsTooSmall() throws IOException {
    BlobStore store = BlobStore.open(home, Long.MAX_VALUE / 2);

    RegistryException refused = refused(() -> store.put(file));

    assertThat(refused.code()).isEqualTo(RegistryException.Code.NO_SPACE);
    assertThat(refused).hasMessageContainingAll("needs 3 bytes", "bytes free", "make room");
    assertThat(temporaries()).isEmpty();
  }

  @Test
  void sweepsWhatACrashLeftButNotWhatIsBeingWritten() throws IOException {
    BlobStore.open(home);
    Path left = Files.writeString(home.resolve("tmp/left.partial"), "half of it");
    Temporaries other = new Temporaries(home.resolve("tmp"));
    try (Temporaries.Temporary growing = other.create()) {
      BlobStore.open(home);

      assertThat(left).doesNotExist();
      assertThat(growing.path()).exists();
    }
    assertThat(temporaries()).isEmpty();
  }

  @Test
  void showsNothingHalfDone() throws IOException {
    BlobStore store = BlobStore.open(home);
    // A blob's name with a folder in its place: the last step, the rename, fails.
    Path taken = store.path(store.put(file).digest());
    Files.delete(taken);
    Files.createDirectory(taken);
    Files.createFile(taken.resolve("in the way"));

    assertThat(refused(() -> store.put(file)).code()).isEqualTo(RegistryException.Code.IO);
    assertThat(temporaries()).isEmpty();
  }

  @Test
  void keepsSignaturesBesideBlobs() throws IOException {
    BlobStore store = BlobStore.open(home);
    store.put(file);
    assertThat(store.signature(ABC, 10)).isEmpty();

    store.putSignature(ABC, new byte[] {1, 2, 3});
    store.putSignature(ABC, new byte[] {4, 5, 6});

    assertThat(store.signature(ABC, 10)).contains(new byte[] {4, 5, 6});
    assertThat(store.signature(ABC, 1)).contains(new byte[] {4, 5});
    assertThat(home.resolve("blobs/sha256").resolve(ABC + ".sig")).exists();
  }

  @Test
  void manyAtOnceStoreOneFile() throws Exception {
    BlobStore store = BlobStore.open(home);
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<Blob>> all = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        all.add(threads.submit(() -> store.put(file)));
      }
      for (Future<Blob> one : all) {
        assertThat(one.get()).isEqualTo(new Blob(ABC, 3));
      }
    }
    assertThat(blobs()).hasSize(1);
    assertThat(temporaries()).isEmpty();
  }

  private Set<Path> temporaries() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("tmp"))) {
      return Set.copyOf(files.toList());
    }
  }

  private Set<Path> blobs() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("blobs/sha256"))) {
      return Set.copyOf(files.toList());
    }
  }

  private static void overwrite(Path path, String text) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static RegistryException refused(ThrowingCallable call) {
    RegistryException thrown = catchThrowableOfType(RegistryException.class, call);
    assertThat(thrown).isNotNull();
    return thrown;
  }
}
