/** Verifies an exported log offline, with nothing but the JDK. */
package dev.flint.audit.verify;
