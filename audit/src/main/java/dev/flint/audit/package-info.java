/** The tamper-evident log and its offline verifier. */
package dev.flint.audit;
