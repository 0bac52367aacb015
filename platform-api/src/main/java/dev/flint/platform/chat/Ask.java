package dev.flint.platform.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request, checked and understood.
 *
 * @param temperature 0 is greedy; up to 2
 * @param topP in [0, 1]
 * @param maxTokens the caller's bound on the answer, null for none but the model's context
 * @param seed null when the caller leaves the choice to us
 * @param stop at most four texts that end the answer
 * @param includeUsage whether a stream ends with a chunk that counts tokens
 */
record Ask(
    String model,
    Prompt prompt,
    float temperature,
    float topP,
    @Nullable Integer maxTokens,
    @Nullable Long seed,
    List<String> stop,
    boolean stream,
    boolean includeUsage) {}
