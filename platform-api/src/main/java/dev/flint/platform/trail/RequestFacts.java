package dev.flint.platform.trail;

/**
 * What is known of a request before its first token.
 *
 * @param actor who asked
 * @param source the network address the request came from
 * @param route what was asked for, for example {@code chat.completions}
 * @param model what will answer
 * @param settings how
 * @param prompt the token ids given to the model; only a commitment to them is recorded
 */
public record RequestFacts(
    Actor actor, String source, String route, ServedModel model, Settings settings, int[] prompt) {}
