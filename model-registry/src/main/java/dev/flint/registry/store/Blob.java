package dev.flint.registry.store;

/**
 * A file in the store.
 *
 * @param digest hex SHA-256 of its bytes
 * @param size length in bytes
 */
public record Blob(String digest, long size) {}
