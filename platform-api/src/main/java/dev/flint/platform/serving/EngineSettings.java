package dev.flint.platform.serving;

import dev.flint.runtime.engine.EngineOptions;
import dev.flint.runtime.weights.Placement;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How engines run.
 *
 * @param threads that compute, 0: one for each core
 * @param backend auto, scalar, vector or native
 * @param maxSequences answers computed side by side
 * @param maxQueued requests that wait; more are refused with 429
 * @param relay whether weights are laid anew where the backend is faster with it
 * @param hugePages whether weights laid anew lie on huge pages where there are any
 * @param lock whether weights are locked in memory; a model is refused where that is not allowed
 * @param warmup the longest that an engine runs in before its model is ready; 0s for not at all
 */
@ConfigurationProperties(prefix = "flint.engine", ignoreUnknownFields = false)
public record EngineSettings(
    @DefaultValue("0") int threads,
    @DefaultValue("auto") String backend,
    @DefaultValue("8") int maxSequences,
    @DefaultValue("64") int maxQueued,
    @DefaultValue("true") boolean relay,
    @DefaultValue("true") boolean hugePages,
    @DefaultValue("false") boolean lock,
    @DefaultValue("1500ms") Duration warmup) {

  EngineOptions options() {
    int cores = Runtime.getRuntime().availableProcessors();
    return new EngineOptions(threads > 0 ? threads : cores, backend, maxSequences, maxQueued, 0)
        .with(new Placement(relay, hugePages, lock))
        .with(warmup);
  }
}
