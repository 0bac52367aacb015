/** The contract that every backend fulfils, bit for bit: see {@code Kernels}. */
package dev.flint.runtime.kernel;
