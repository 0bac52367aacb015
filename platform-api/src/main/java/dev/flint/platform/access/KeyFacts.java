package dev.flint.platform.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key as lists show it; its secret is nowhere to be shown from.
 *
 * @param caller whom it stands for
 * @param createdBy the owner of the key that made it
 * @param revokedAt when it stopped being valid, null while it is
 */
record KeyFacts(Caller caller, Instant createdAt, String createdBy, @Nullable Instant revokedAt) {}
