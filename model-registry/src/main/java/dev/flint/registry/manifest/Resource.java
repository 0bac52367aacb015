package dev.flint.registry.manifest;

/**
 * One signed file.
 *
 * @param name its path inside the model, or {@code .} for a model that is one file
 * @param algorithm the hash's identifier, {@code sha256} and others
 * @param digest hex digest of its bytes
 */
public record Resource(String name, String algorithm, String digest) {}
