package dev.flint.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step in the life of a model version, as the append-only history keeps it.
 *
 * @param from label of the state before, absent for the import
 * @param to label of the state after
 * @param mode how an approval was given, absent for other steps
 * @param reason why, present for a revocation
 */
public record HistoryEntry(
    String actor,
    Instant at,
    @Nullable String from,
    String to,
    @Nullable String mode,
    @Nullable String reason) {}
