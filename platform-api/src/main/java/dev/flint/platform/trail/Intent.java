package dev.flint.platform.trail;

/**
 * A request whose intent is durable: now, and only now, tokens may leave.
 *
 * @param id the record's id, which is also the receipt's
 */
public record Intent(String id) {}
