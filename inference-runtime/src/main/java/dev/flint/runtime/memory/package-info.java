/** Asks the operating system for memory. */
package dev.flint.runtime.memory;
