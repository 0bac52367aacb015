package dev.flint.platform.wiring;

import dev.flint.platform.serving.EnginePool;
import dev.flint.platform.serving.Serving;
import dev.flint.platform.trail.Actor;
import dev.flint.platform.trail.AuditEvent;
import dev.flint.platform.trail.Trail;
import dev.flint.registry.ModelVersion;
import dev.flint.registry.Registry;
import dev.flint.registry.fault.RegistryException;
import dev.flint.registry.lifecycle.ApprovalMode;
import dev.flint.registry.lifecycle.State;
import dev.flint.registry.trust.SigningKey;
import dev.flint.runtime.RuntimeFault;
import dev.flint.runtime.weights.GgufFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Has the demo model, and a model the user names, imported, signed and approved for development.
 */
final class Models {
  static final String DEMO = "flint-demo";

  private static final Logger LOG = LoggerFactory.getLogger(Models.class);

  private final Registry registry;
  private final SigningKey organisation;
  private final Trail trail;
  private final TransactionOperations transactions;
  private final EnginePool engines;

  Models(
      Registry registry,
      SigningKey organisation,
      Trail trail,
      TransactionOperations transactions,
      EnginePool engines) {
    this.registry = registry;
    this.organisation = organisation;
    this.trail = trail;
    this.transactions = transactions;
    this.engines = engines;
  }

  /** Makes sure that the demo model is there, and loads it. */
  void serveDemo(DataFolder data) {
    ClassPathResource resource = new ClassPathResource("demo/flint-demo.gguf");
    try {
      if (!registered(DEMO, resource.contentLength())) {
        Path copy = Files.createTempFile(data.folder("models"), "demo-", ".gguf");
        try (InputStream in = resource.getInputStream()) {
          Files.copy(in, copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
          admit(copy, DEMO);
        } finally {
          Files.deleteIfExists(copy);
        }
      }
    } catch (IOException e) {
      throw DataFolder.fault("the demo model cannot be unpacked: " + DataFolder.reason(e), e);
    }
    load(DEMO);
  }

  /** Serves a file of the user's beside it, under a name made of the file's. */
  void serve(Path file) {
    String name = nameOf(file);
    try {
      if (!registered(name, Files.size(file))) {
        GgufFile.open(file).close(); // nothing is imported that is no model at all
      }
      admit(file, name);
    } catch (RuntimeFault | RegistryException e) {
      throw new StartFault(
          StartFault.Code.MODEL, "the model " + file + " cannot be served: " + e.getMessage(), e);
    } catch (IOException e) {
      throw DataFolder.fault("the model " + file + ": " + DataFolder.reason(e), e);
    }
    if (load(name) instanceof Serving.Refused refused) {
      throw new StartFault(StartFault.Code.MODEL, refused.reason());
    }
  }

  /** Loads the other approved models; who asks for one meanwhile waits for it. */
  void loadOthers() {
    registry.versions().stream()
        .filter(version -> version.state() instanceof State.Approved)
        .map(ModelVersion::name)
        .distinct()
        .forEach(this::load);
  }

  private Serving load(String name) {
    return engines.engine(name);
  }

  private boolean registered(String name, long size) {
    return registry.versions().stream()
        .anyMatch(version -> version.name().equals(name) && version.size() == size);
  }

  private void admit(Path file, String name) {
    Actor by = Actor.SERVICE;
    ModelVersion version = registry.importModel(file, name, by.owner());
    String digest = version.digest();
    if (version.state() instanceof State.Imported) {
      trail.recorded(new AuditEvent.ModelImported(by, name, digest, version.size()));
      version = registry.sign(version.id(), organisation, by.owner());
      trail.recorded(new AuditEvent.ModelSigned(by, name, digest));
    }
    if (version.state() instanceof State.Signed) {
      ModelVersion signed = version;
      // The approval and its record stand or fall together.
      transactions.executeWithoutResult(status -> {
        registry.approve(signed.id(), by.owner(), ApprovalMode.DEVELOPMENT);
        trail.recorded(new AuditEvent.ModelApproved(by, name, digest, "development"));
      });
      LOG.info("The model {} ({}) is approved for development, without a review", name, digest);
    }
    if (version.state() instanceof State.Revoked) {
      LOG.warn("The model {} ({}) was revoked and is not served", name, digest);
    }
  }

  /** A registry name for a file: {@code My Model-Q8_0.gguf} becomes {@code my-model-q8_0}. */
  static String nameOf(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    String bare = name.endsWith(".gguf") ? name.substring(0, name.length() - 5) : name;
    String slug = bare.replaceAll("[^a-z0-9._-]+", "-").replaceAll("^[^a-z0-9]+", "");
    String cut = slug.length() > 96 ? slug.substring(0, 96) : slug;
    String whole = cut.replaceAll("[^a-z0-9]+$", "");
    return whole.isEmpty() ? "model" : whole;
  }
}
