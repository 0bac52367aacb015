/** Kernels in C, called through {@code java.lang.foreign}: there where the build had a compiler. */
package dev.flint.runtime.kernel.nativ;
