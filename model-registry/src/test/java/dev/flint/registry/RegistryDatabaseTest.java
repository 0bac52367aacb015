package dev.flint.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flint.registry.fault.RegistryException;
import dev.flint.registry.lifecycle.ApprovalMode;
import dev.flint.registry.lifecycle.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What PostgreSQL itself refuses, and what happens when two act at once. */
final class RegistryDatabaseTest {
  private static final int AT_ONCE = 6;

  private final TestDatabase database = TestDatabase.get();
  private final Registry registry = database.registry();

  @TempDir Path folder;

  private ModelVersion imported(String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".gguf"), name);
    return registry.importModel(file, name, "ann");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE registry_model_version SET digest = repeat('0', 64), state = 'SIGNED' WHERE id = '%s'",
        "UPDATE registry_model_version SET size = size + 1, state = 'SIGNED' WHERE id = '%s'",
        "UPDATE registry_model_version SET name = 'other', state = 'SIGNED' WHERE id = '%s'",
        "UPDATE registry_model_version SET imported_by = 'mallory', state = 'SIGNED' WHERE id = '%s'",
        "UPDATE registry_model_version SET state = 'APPROVED', approval_mode = 'REVIEWED'"
            + " WHERE id = '%s'",
        "UPDATE registry_model_version SET state = 'UNHEARD OF' WHERE id = '%s'",
        "DELETE FROM registry_model_version WHERE id = '%s'",
        "TRUNCATE registry_model_version CASCADE",
        "UPDATE registry_transition SET actor = 'mallory' WHERE version_id = '%s'",
        "DELETE FROM registry_transition WHERE version_id = '%s'",
        "TRUNCATE registry_transition",
        "INSERT INTO registry_model_version SELECT gen_random_uuid(), name || 'x', digest, size,"
            + " imported_at, imported_by, 'APPROVED', 'REVIEWED', 0"
            + " FROM registry_model_version WHERE id = '%s'"
      })
  void evenTheOwnerCannotRewriteThePast(String sql) throws Exception {
    ModelVersion version = imported("past");
    try (Connection owner = TestDatabase.owner();
        Statement statement = owner.createStatement()) {
      assertThatThrownBy(() -> statement.execute(sql.formatted(version.id())))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("registry_");
    }
    assertThat(registry.find(version.id())).contains(version);
    assertThat(registry.history(version.id())).hasSize(1);
  }

  @Test
  void theServiceMayOnlyDoWhatItsCodeDoes() throws Exception {
    ModelVersion version = imported("service");
    try (Connection service = TestDatabase.service();
        Statement statement = service.createStatement()) {
      for (String sql :
          List.of(
              "UPDATE registry_model_version SET digest = digest",
              "DELETE FROM registry_model_version",
              "UPDATE registry_transition SET reason = 'x'",
              "DELETE FROM registry_transition",
              "TRUNCATE registry_transition",
              "ALTER TABLE registry_transition DISABLE TRIGGER ALL")) {
        assertThatThrownBy(() -> statement.execute(sql)).isInstanceOf(SQLException.class);
      }
    }
    assertThat(registry.find(version.id())).contains(version);
  }

  @Test
  void ofManyApproversOneWins() throws Exception {
    ModelVersion version = imported("approvers");
    registry.sign(version.id(), database.key(), "ann");

    List<RegistryException.Code> refusals = new ArrayList<>();
    int won = 0;
    for (Future<ModelVersion> one :
        atOnce(() -> registry.approve(version.id(), "bob", ApprovalMode.REVIEWED))) {
      try {
        assertThat(one.get().state()).isEqualTo(new State.Approved(ApprovalMode.REVIEWED));
        won++;
      } catch (ExecutionException e) {
        refusals.add(
            assertThat(e.getCause())
                .asInstanceOf(InstanceOfAssertFactories.type(RegistryException.class))
                .actual()
                .code());
      }
    }

    assertThat(won).isEqualTo(1);
    assertThat(refusals)
        .hasSize(AT_ONCE - 1)
        .containsAnyOf(RegistryException.Code.CONFLICT, RegistryException.Code.ILLEGAL_TRANSITION)
        .isSubsetOf(RegistryException.Code.CONFLICT, RegistryException.Code.ILLEGAL_TRANSITION);
    assertThat(registry.history(version.id())).hasSize(3);
  }

  @Test
  void ofApprovalAndRevocationAtOnceTheRevocationStands() throws Exception {
    ModelVersion version = imported("race");
    registry.sign(version.id(), database.key(), "ann");
    for (Future<ModelVersion> one : atOnce(() -> approveOrRevoke(version))) {
      try {
        one.get();
      } catch (ExecutionException e) {
        assertThat(e.getCause()).isInstanceOf(RegistryException.class);
      }
    }
    if (registry.find(version.id()).orElseThrow().state() instanceof State.Approved) {
      registry.revoke(version.id(), "carol", "the revocations lost the race");
    }
    assertThat(registry.find(version.id()).orElseThrow().state()).isEqualTo(new State.Revoked());
    assertThat(registry.approved("race")).isEmpty();
  }

  private ModelVersion approveOrRevoke(ModelVersion version) {
    return Thread.currentThread().threadId() % 2 == 0
        ? registry.approve(version.id(), "bob", ApprovalMode.REVIEWED)
        : registry.revoke(version.id(), "carol", "race");
  }

  @Test
  void importsOfOneFileAtOnceGiveOneVersion() throws Exception {
    Path file = Files.writeString(folder.resolve("same.gguf"), "the same bytes for all");
    Set<ModelVersion> versions = new HashSet<>();
    for (Future<ModelVersion> one : atOnce(() -> registry.importModel(file, "same", "ann"))) {
      versions.add(one.get());
    }
    assertThat(versions).hasSize(1);
    assertThat(registry.history(versions.iterator().next().id())).hasSize(1);
  }

  private static List<Future<ModelVersion>> atOnce(Callable<ModelVersion> work) throws Exception {
    CyclicBarrier together = new CyclicBarrier(AT_ONCE);
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Callable<ModelVersion>> all = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        all.add(() -> {
          together.await();
          return work.call();
        });
      }
      return threads.invokeAll(all);
    }
  }
}
