package dev.flint.runtime.engine;

import dev.flint.runtime.sampling.SamplingSettings;
import java.util.List;

/**
 * What to generate.
 *
 * @param prompt token ids, at least one
 * @param maxTokens most tokens to pick; the end of the context may come first
 * @param sampling how to pick
 * @param stop strings that end the answer and are not part of it
 */
public record GenerationRequest(
    int[] prompt, int maxTokens, SamplingSettings sampling, List<String> stop) {
  public GenerationRequest {
    stop = List.copyOf(stop);
  }
}
