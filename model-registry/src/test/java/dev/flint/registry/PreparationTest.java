package dev.flint.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flint.registry.lifecycle.ApprovalMode;
import dev.flint.registry.trust.SigningKey;
import dev.flint.registry.trust.TrustedKeys;
import dev.flint.registry.trust.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made of a model while it is digested leaves only with a good verdict. */
final class PreparationTest {
  private static final int SIZE = 600_011;

  private final TestDatabase database = TestDatabase.get();

  @TempDir Path folder;
  private Registry registry;
  private ModelVersion version;
  private Path blob;
  private int calls;
  private boolean closed;

  @BeforeEach
  void approve() throws IOException {
    byte[] bytes = new byte[SIZE];
    new Random(SIZE).nextBytes(bytes);
    Path file = Files.write(folder.resolve("model.gguf"), bytes);
    SigningKey key = SigningKey.openOrCreate(folder.resolve("keys"));
    registry = database.registry(folder.resolve("models"), TrustedKeys.of(key.verifyingKey()));
    version = registry.importModel(file, "prepared-" + System.nanoTime(), "ann");
    blob = folder.resolve("models/blobs/sha256").resolve(version.digest());
    registry.sign(version.id(), key, "ann");
  }

  @Test
  void handsOutWhatWasMadeOfTheApprovedBytes() {
    registry.approve(version.id(), "bob", ApprovalMode.REVIEWED);
    Prepared<AutoCloseable> prepared = registry.prepare(version, this::read);
    assertThat(prepared).isInstanceOf(Prepared.Ready.class);
    assertThat(calls).isOne();
    assertThat(closed).isFalse();
  }

  @Test
  void closesWhatWasMadeOfOtherBytes() throws IOException {
    registry.approve(version.id(), "bob", ApprovalMode.REVIEWED);
    write(SIZE - 2, (byte) 1, (byte) 2);
    assertThat(verdict(registry.prepare(version, this::read)))
        .isInstanceOf(Verdict.DigestMismatch.class);
    assertThat(calls).isOne();
    assertThat(closed).isTrue();
  }

  @Test
  void saysThatTheBytesAreOthersWhereNothingCouldBeMadeOfThem() throws IOException {
    registry.approve(version.id(), "bob", ApprovalMode.REVIEWED);
    write(100, (byte) 1, (byte) 2);
    assertThat(verdict(registry.prepare(version, PreparationTest::fail)))
        .isInstanceOf(Verdict.DigestMismatch.class);
  }

  @Test
  void throwsOnWhereTheBytesAreTheRightOnes() {
    registry.approve(version.id(), "bob", ApprovalMode.REVIEWED);
    assertThatThrownBy(() -> registry.prepare(version, PreparationTest::fail))
        .hasMessage("no model");
  }

  @Test
  void readsNothingOfWhatIsNotApprovedOrHasAnotherSize() throws IOException {
    assertThat(verdict(registry.prepare(version, this::read)))
        .isEqualTo(new Verdict.NotApproved("SIGNED"));
    registry.approve(version.id(), "bob", ApprovalMode.REVIEWED);
    write(SIZE, (byte) 1);
    assertThat(verdict(registry.prepare(version, this::read)))
        .isEqualTo(new Verdict.SizeMismatch(SIZE, SIZE + 1));
    assertThat(calls).isZero();
  }

  private AutoCloseable read(FileChannel channel) {
    calls++;
    assertThat(channel.isOpen()).isTrue();
    return () -> closed = true;
  }

  private static AutoCloseable fail(FileChannel channel) {
    throw new IllegalArgumentException("no model");
  }

  private static Verdict verdict(Prepared<AutoCloseable> prepared) {
    return switch (prepared) {
      case Prepared.Refused<AutoCloseable>(Verdict verdict) -> verdict;
      case Prepared.Ready<AutoCloseable> ready -> throw new AssertionError(ready.toString());
    };
  }

  private void write(long at, byte... bytes) throws IOException {
    Files.setPosixFilePermissions(blob, PosixFilePermissions.fromString("rw-------"));
    try (FileChannel channel = FileChannel.open(blob, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(bytes), at);
    }
  }
}
