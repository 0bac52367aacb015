package dev.flint.audit.merkle;

/**
 * A tile that will never change again.
 *
 * @param tile its place; always full
 * @param hashes its 8,192 bytes, owned by this value
 * @param root the hash of the subtree it spans, which is its entry at the level above
 */
public record FullTile(Tile tile, byte[] hashes, Hash root) {}
