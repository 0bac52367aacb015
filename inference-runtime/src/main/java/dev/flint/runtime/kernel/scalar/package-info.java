/** The oracle: every kernel as plain loops, in the order that the contract writes down. */
package dev.flint.runtime.kernel.scalar;
