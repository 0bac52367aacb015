/** Picks the next token. */
package dev.flint.runtime.sampling;
