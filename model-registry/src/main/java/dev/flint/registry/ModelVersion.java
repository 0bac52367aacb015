package dev.flint.registry;

import dev.flint.registry.lifecycle.State;
import java.time.Instant;

/**
 * One file under one name, and where it stands.
 *
 * @param name the model's name in API calls; several versions may share it
 * @param digest hex SHA-256 of the file's bytes
 * @param size length of the file in bytes
 * @param state where the version stood when it was read from the database
 */
public record ModelVersion(
    ModelVersionId id,
    String name,
    String digest,
    long size,
    State state,
    Instant importedAt,
    String importedBy) {}
