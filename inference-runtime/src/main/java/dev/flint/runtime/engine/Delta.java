package dev.flint.runtime.engine;

/**
 * One step of an answer.
 *
 * @param text what became certain: empty while a character or a possible stop sequence is
 *     incomplete
 * @param token that was picked
 */
public record Delta(String text, int token) {}
