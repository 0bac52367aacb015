/** The kernels on {@code jdk.incubator.vector}, for any vector width, equal to the oracle. */
package dev.flint.runtime.kernel.vector;
