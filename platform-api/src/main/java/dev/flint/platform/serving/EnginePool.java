package dev.flint.platform.serving;

import dev.flint.platform.trail.AuditEvent;
import dev.flint.platform.trail.ServedModel;
import dev.flint.platform.trail.Trail;
import dev.flint.registry.ModelVersion;
import dev.flint.registry.ModelVersionId;
import dev.flint.registry.Prepared;
import dev.flint.registry.Registry;
import dev.flint.registry.lifecycle.State;
import dev.flint.registry.trust.Verdict;
import dev.flint.runtime.RuntimeFault;
import dev.flint.runtime.engine.Engine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the engines of approved models. A model is verified byte for byte each time it is loaded,
 * and again as soon as its file was touched; who asks meanwhile waits for the one loading.
 */
public final class EnginePool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EnginePool.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Registry registry;
  private final Trail trail;
  private final EngineSettings settings;
  private final Function<String, Path> fileOf;
  private final String version;
  private final Map<ModelVersionId, Loading> loadings = new ConcurrentHashMap<>();

  /** One attempt to load, with the file's stamp from before it. */
  private record Loading(String name, Stamp stamp, FutureTask<Serving> result) {
    @Nullable Engine engine() {
      return result.state() == Future.State.SUCCESS
              && result.resultNow() instanceof Serving.Ready ready
          ? ready.engine()
          : null;
    }
  }

  /**
   * A pool without engines.
   *
   * @param fileOf where the file of a digest lies, to notice when it is touched
   * @param version this service's version, which the record names
   */
  public EnginePool(
      Registry registry,
      Trail trail,
      EngineSettings settings,
      Function<String, Path> fileOf,
      String version) {
    this.registry = registry;
    this.trail = trail;
    this.settings = settings;
    this.fileOf = fileOf;
    this.version = version;
  }

  /**
   * The engine that answers for a name now. Asks the registry each time, so that a revocation holds
   * from the next request on.
   */
  public Serving engine(String modelName) {
    Optional<ModelVersion> approved = registry.approved(modelName);
    retire(modelName, approved.map(ModelVersion::id));
    return approved.isEmpty() ? new Serving.NotFound(modelName) : engine(approved.get());
  }

  private Serving engine(ModelVersion version) {
    Stamp stamp = Stamp.of(fileOf.apply(version.digest()));
    Loading loading =
        loadings.compute(
            version.id(),
            (id, known) -> {
              if (known != null && known.stamp().equals(stamp)) {
                return known;
              }
              if (known != null) {
                LOG.warn("The file of the model {} was touched: verifying it again", known.name());
                retire(known);
              }
              return new Loading(
                  version.name(), stamp, new FutureTask<>(() -> load(version, stamp)));
            });
    loading.result().run(); // the first caller loads, the others wait below
    try {
      return loading.result().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Serving.Refused("The model was being loaded when the service stopped.");
    } catch (ExecutionException e) {
      loadings.remove(version.id(), loading); // not a verdict: the next request tries again
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException("The model cannot be loaded.", e.getCause());
    }
  }

  /** The registry digests the file meanwhile, and gives the engine out only with its verdict. */
  private Serving load(ModelVersion version, Stamp before) {
    Prepared<Engine> prepared;
    try {
      prepared =
          registry.prepare(
              version, channel -> Engine.open(channel, version.name(), settings.options()));
    } catch (RuntimeFault unusable) {
      return refused(version, unusable.code().name(), String.valueOf(unusable.getMessage()));
    }
    return switch (prepared) {
      case Prepared.Ready<Engine>(Engine engine, ModelVersion verified) ->
          untouched(engine, verified, before);
      case Prepared.Refused<Engine>(Verdict verdict) ->
          refused(version, verdict.getClass().getSimpleName(), verdict.sentence());
    };
  }

  /**
   * Weights are copied while the file is digested: who wrote to it meanwhile may have fooled us.
   */
  private Serving untouched(Engine engine, ModelVersion version, Stamp before) {
    if (Stamp.of(fileOf.apply(version.digest())).equals(before)) {
      return ready(engine, version);
    }
    engine.close();
    return refused(version, "Touched", "The model file was written to while it was loaded.");
  }

  private Serving ready(Engine engine, ModelVersion version) {
    ServedModel facts =
        new ServedModel(
            version.name(),
            version.digest(),
            engine.chatTemplateDigest(),
            "flint " + this.version,
            engine.backend(),
            engine.threads(),
            approval(version));
    try {
      trail.recorded(new AuditEvent.ModelLoaded(facts));
    } catch (RuntimeException unrecorded) {
      engine.close();
      throw unrecorded;
    }
    LOG.info(
        "The model {} is verified and loaded ({}): {}",
        version.name(),
        version.digest(),
        engine.computing());
    return new Serving.Ready(engine, facts);
  }

  private Serving refused(ModelVersion version, String verdict, String sentence) {
    LOG.error("INCIDENT: the model {} is not served: {}", version.name(), sentence);
    trail.recorded(
        new AuditEvent.ModelRefused(version.name(), version.digest(), verdict, sentence));
    return new Serving.Refused("The model '" + version.name() + "' is not served: " + sentence);
  }

  private static String approval(ModelVersion version) {
    return version.state() instanceof State.Approved approved
        ? approved.mode().name().toLowerCase(Locale.ROOT)
        : version.state().label().toLowerCase(Locale.ROOT);
  }

  /** Lets go of versions of this name other than the one that is approved now. */
  private void retire(String modelName, Optional<ModelVersionId> approved) {
    loadings.forEach((id, loading) -> {
      boolean stale = loading.name().equals(modelName) && !Optional.of(id).equals(approved);
      if (stale && loadings.remove(id, loading)) {
        retire(loading);
      }
    });
  }

  // Answers under way finish; the caller does not wait for them.
  private static void retire(Loading loading) {
    Engine engine = loading.engine();
    if (engine != null) {
      Thread.ofPlatform().name("engine-retiring").start(() -> engine.close(PATIENCE));
    }
  }

  /** Lets answers under way finish, then unloads every engine. */
  @Override
  public void close() {
    for (Loading loading : loadings.values()) {
      Engine engine = loading.engine();
      if (engine != null) {
        engine.close(PATIENCE);
      }
    }
    loadings.clear();
  }
}
