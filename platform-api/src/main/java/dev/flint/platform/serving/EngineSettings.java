package dev.flint.platform.serving;

import dev.flint.runtime.engine.EngineOptions;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How engines run.
 *
 * @param threads that compute, 0: one for each core
 * @param backend auto, scalar or vector
 * @param maxSequences answers computed side by side
 * @param maxQueued requests that wait; more are refused with 429
 */
@ConfigurationProperties(prefix = "flint.engine", ignoreUnknownFields = false)
public record EngineSettings(
    @DefaultValue("0") int threads,
    @DefaultValue("auto") String backend,
    @DefaultValue("8") int maxSequences,
    @DefaultValue("64") int maxQueued) {

  EngineOptions options() {
    int cores = Runtime.getRuntime().availableProcessors();
    return new EngineOptions(threads > 0 ? threads : cores, backend, maxSequences, maxQueued, 0);
  }
}
