/**
 * What a signature says: Sigstore bundles, DSSE envelopes and in-toto statements, read strictly.
 */
@NullMarked
package dev.flint.registry.manifest;

import org.jspecify.annotations.NullMarked;
