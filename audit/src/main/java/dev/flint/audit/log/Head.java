package dev.flint.audit.log;

import java.util.Optional;

/**
 * What the storage holds at one moment.
 *
 * @param note the signed note of the largest checkpoint; none in a new log
 * @param leaves one more than the largest leaf index, or 0
 */
public record Head(Optional<String> note, long leaves) {}
