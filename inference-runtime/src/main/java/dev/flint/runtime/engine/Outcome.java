package dev.flint.runtime.engine;

import org.jspecify.annotations.Nullable;

/**
 * How an answer ended.
 *
 * @param reason why
 * @param promptTokens tokens of the prompt
 * @param outputTokens every token picked, a final end-of-turn token included
 * @param text the whole answer, as the deltas gave it
 * @param error one sentence where the reason is FAILED
 */
public record Outcome(
    FinishReason reason,
    int promptTokens,
    int[] outputTokens,
    String text,
    @Nullable String error) {}
