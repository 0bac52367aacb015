/** The parts that architectures are put together from. */
package dev.flint.runtime.layer;
