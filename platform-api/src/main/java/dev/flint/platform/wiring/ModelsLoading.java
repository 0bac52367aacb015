package dev.flint.platform.wiring;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Loads models between the last bean and the first connection: the port opens afterwards, so
 * whoever gets through finds the service ready.
 */
final class ModelsLoading implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(ModelsLoading.class);

  private final DataFolder data;
  private final Models models;
  private final @Nullable Path chosen;
  private volatile boolean running;

  ModelsLoading(DataFolder data, Models models, @Nullable Path chosen) {
    this.data = data;
    this.models = models;
    this.chosen = chosen;
  }

  @Override
  public void start() {
    models.serveDemo(data);
    if (chosen != null) {
      models.serve(chosen);
    }
    // Models of earlier starts may be large: they do not keep the service from opening.
    Thread.ofPlatform().daemon().name("models-loading").start(this::loadOthers);
    running = true;
  }

  private void loadOthers() {
    try {
      models.loadOthers();
    } catch (RuntimeException e) {
      LOG.warn("Not every approved model could be loaded yet: {}", e.getMessage());
    }
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before the web server, whose phase is late, and stopped after it. */
  @Override
  public int getPhase() {
    return 0;
  }
}
