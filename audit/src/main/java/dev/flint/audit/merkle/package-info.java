/** The Merkle tree of RFC 6962 as pure functions: hashes, proofs and the tiles they are kept in. */
package dev.flint.audit.merkle;
