package dev.flint.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.flint.registry.fault.RegistryException;
import dev.flint.registry.lifecycle.ApprovalMode;
import dev.flint.registry.lifecycle.State;
import dev.flint.registry.trust.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a model version, through the real database and the real store. */
final class RegistryTest {
  private final TestDatabase database = TestDatabase.get();
  private final Registry registry = database.registry();

  @TempDir Path folder;

  private Path model(int seed) throws IOException {
    byte[] bytes = new byte[10_000];
    new Random(seed).nextBytes(bytes);
    return Files.write(folder.resolve("model-" + seed + ".gguf"), bytes);
  }

  private ModelVersion approved(Path file, String name) {
    ModelVersion imported = registry.importModel(file, name, "ann");
    registry.sign(imported.id(), database.key(), "ann");
    return registry.approve(imported.id(), "bob", ApprovalMode.REVIEWED);
  }

  @Test
  void importsSignsApprovesAndOpens() throws IOException {
    Path file = model(1);
    ModelVersion version = approved(file, "journey");

    assertThat(version.state()).isEqualTo(new State.Approved(ApprovalMode.REVIEWED));
    assertThat(registry.approved("journey")).contains(version);
    assertThat(registry.versions()).contains(version);
    assertThat(registry.open(version)).isInstanceOf(Opening.Opened.class);
    try (VerifiedModel model = ((Opening.Opened) registry.open(version)).model()) {
      ByteBuffer bytes = ByteBuffer.allocate((int) model.version().size());
      model.channel().read(bytes);
      assertThat(bytes.array()).isEqualTo(Files.readAllBytes(file));
      assertThat(model.digest()).isEqualTo(version.digest());
    }
  }

  @Test
  void keepsTheHistory() throws IOException {
    ModelVersion version = approved(model(2), "history");
    registry.revoke(version.id(), "carol", "it answers nonsense");

    assertThat(registry.history(version.id()))
        .extracting(
            HistoryEntry::actor,
            HistoryEntry::from,
            HistoryEntry::to,
            HistoryEntry::mode,
            HistoryEntry::reason)
        .containsExactly(
            tuple("ann", null, "IMPORTED", null, null),
            tuple("ann", "IMPORTED", "SIGNED", null, null),
            tuple("bob", "SIGNED", "APPROVED", "REVIEWED", null),
            tuple("carol", "APPROVED", "REVOKED", null, "it answers nonsense"));
  }

  @Test
  void refusesWhatIsNotApprovedAnyMore() throws IOException {
    ModelVersion version = approved(model(3), "revoked");
    registry.revoke(version.id(), "carol", "licence");

    assertThat(registry.open(version))
        .isEqualTo(new Opening.Refused(new Verdict.NotApproved("REVOKED")));
    assertThat(registry.approved("revoked")).isEmpty();
  }

  @Test
  void refusesWhatItDoesNotKnow() throws IOException {
    ModelVersion known = registry.importModel(model(4), "known", "ann");
    ModelVersionId id = new ModelVersionId(UUID.randomUUID());
    ModelVersion forged =
        new ModelVersion(
            id,
            "known",
            known.digest(),
            known.size(),
            new State.Approved(ApprovalMode.REVIEWED),
            known.importedAt(),
            "mallory");

    assertThat(registry.open(forged))
        .isEqualTo(new Opening.Refused(new Verdict.Unknown(id.toString())));
    assertThat(code(() -> registry.approve(id, "mallory", ApprovalMode.REVIEWED)))
        .isEqualTo(RegistryException.Code.NOT_FOUND);
  }

  @Test
  void answersTheSameVersionForTheSameFile() throws IOException {
    ModelVersion version = approved(model(5), "again");

    assertThat(registry.importModel(model(5), "again", "dora")).isEqualTo(version);
    assertThat(registry.importModel(model(5), "other-name", "dora").id())
        .isNotEqualTo(version.id());
  }

  @Test
  void servesTheLatestApprovedOfAName() throws IOException {
    ModelVersion first = registry.importModel(model(6), "two", "ann");
    ModelVersion second = approved(model(7), "two");
    registry.sign(first.id(), database.key(), "ann");
    assertThat(registry.approved("two")).contains(second);

    ModelVersion later = registry.approve(first.id(), "bob", ApprovalMode.DEVELOPMENT);

    assertThat(registry.approved("two")).contains(later);
    registry.revoke(later.id(), "bob", "worse than the other");
    assertThat(registry.approved("two")).contains(second);
  }

  @Test
  void refusesIllegalSteps() throws IOException {
    ModelVersion imported = registry.importModel(model(8), "illegal", "ann");

    assertThat(code(() -> registry.approve(imported.id(), "bob", ApprovalMode.REVIEWED)))
        .isEqualTo(RegistryException.Code.ILLEGAL_TRANSITION);
    registry.sign(imported.id(), database.key(), "ann");
    assertThat(code(() -> registry.sign(imported.id(), database.key(), "ann")))
        .isEqualTo(RegistryException.Code.ILLEGAL_TRANSITION);
  }

  @Test
  void wantsNamesActorsAndReasons() throws IOException {
    Path file = model(9);
    assertThat(code(() -> registry.importModel(file, "Not A Slug", "ann")))
        .isEqualTo(RegistryException.Code.INVALID_NAME);
    assertThat(code(() -> registry.importModel(file, "slug", "a\nb")))
        .isEqualTo(RegistryException.Code.INVALID_ARGUMENT);
    ModelVersion version = registry.importModel(file, "slug", "ann");
    assertThat(code(() -> registry.revoke(version.id(), "ann", " ")))
        .isEqualTo(RegistryException.Code.INVALID_ARGUMENT);
    assertThatThrownBy(() -> registry.revoke(version.id(), "ann", ""))
        .hasMessageContaining("reason");
  }

  private static RegistryException.Code code(ThrowingCallable call) {
    RegistryException thrown = catchThrowableOfType(RegistryException.class, call);
    assertThat(thrown).isNotNull();
    return thrown.code();
  }
}
