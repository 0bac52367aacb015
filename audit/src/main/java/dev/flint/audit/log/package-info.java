/** The log itself: durable rows in, a sequenced tree with signed checkpoints and receipts out. */
package dev.flint.audit.log;
