package dev.flint.registry;

import dev.flint.registry.trust.TrustedKeys;
import java.nio.file.Path;

/**
 * What the registry must be told.
 *
 * @param folder where model files and their signatures are kept
 * @param trusted the keys whose signatures are believed
 */
public record RegistrySettings(Path folder, TrustedKeys trusted) {}
