/** Architectures, each put together from parts in one small file. */
package dev.flint.runtime.model;
