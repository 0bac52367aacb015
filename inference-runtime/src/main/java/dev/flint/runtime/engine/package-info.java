/** Turns prompts into token streams, many at once. */
package dev.flint.runtime.engine;
