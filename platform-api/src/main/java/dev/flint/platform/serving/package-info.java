/** Keeps approved, verified models loaded. */
package dev.flint.platform.serving;
