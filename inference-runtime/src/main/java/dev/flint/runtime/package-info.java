/** Flint's inference runtime: model files in, token streams out, at native speed, in plain Java. */
package dev.flint.runtime;
