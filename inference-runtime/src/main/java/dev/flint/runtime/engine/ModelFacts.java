package dev.flint.runtime.engine;

/**
 * What a caller may want to know of a loaded model.
 *
 * @param architecture as {@code general.architecture} names it
 * @param name as {@code general.name} gives it, or the file's label
 * @param contextLength most tokens of prompt and answer together
 * @param vocabularySize logits per token
 * @param parameters weights in all
 */
public record ModelFacts(
    String architecture, String name, int contextLength, int vocabularySize, long parameters) {}
