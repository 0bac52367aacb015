/** One small file per number format: how a block of weights lies in memory, and what it means. */
package dev.flint.runtime.quant;
