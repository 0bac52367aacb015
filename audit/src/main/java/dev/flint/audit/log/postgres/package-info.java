/** The log's storage in PostgreSQL; apart from the log so that the verifier never meets it. */
package dev.flint.audit.log.postgres;
