package dev.flint.platform.trail;

/**
 * What answered, exactly enough to run it again.
 *
 * @param name the name callers use
 * @param digest SHA-256 of the model file, as verified when it was loaded
 * @param templateDigest SHA-256 of the chat template
 * @param engine the engine and its version
 * @param backend which kernels computed: their family decides the bits
 * @param threads how many threads computed
 * @param approval how the model was approved
 */
public record ServedModel(
    String name,
    String digest,
    String templateDigest,
    String engine,
    String backend,
    int threads,
    String approval) {}
