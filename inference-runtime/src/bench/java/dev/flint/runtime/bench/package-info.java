/** Measures the runtime: random models, a peer beside us, one report, single kernels. */
package dev.flint.runtime.bench;
