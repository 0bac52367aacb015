package dev.flint.platform.trail;

import java.util.List;

/** How tokens were to be chosen and when to stop. */
public record Settings(
    float temperature,
    float topP,
    int topK,
    float minP,
    long seed,
    int maxTokens,
    List<String> stop) {
  public Settings {
    stop = List.copyOf(stop);
  }
}
