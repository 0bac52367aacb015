package dev.flint.audit.log;

/**
 * A committed record without a place in the tree.
 *
 * @param sequence its number in the database
 * @param commitment SHA-256(salt || record), owned by this value
 */
public record Pending(long sequence, byte[] commitment) {}
