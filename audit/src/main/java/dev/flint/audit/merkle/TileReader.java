package dev.flint.audit.merkle;

/** Reads the bytes of a tile, hash after hash. */
@FunctionalInterface
public interface TileReader {
  /** Exactly {@code 32 * tile.width()} bytes. */
  byte[] read(Tile tile);

  /** The subtree hashes of a tree of {@code size} leaves, out of its tiles. */
  default SubtreeHashes hashes(long size) {
    return (height, index) -> {
      int level = height / Tile.HEIGHT;
      // The subtree's root is built from 2^within hashes of its tile.
      int within = height % Tile.HEIGHT;
      long first = index << within;
      Tile tile = Tile.of(level, first / Tile.WIDTH, size);
      byte[] bytes = read(tile);
      int from = (int) (first % Tile.WIDTH);
      CompactTree subtree = new CompactTree();
      for (int i = from; i < from + (1 << within); i++) {
        subtree.add(Hash.of(bytes, i * Hash.SIZE, (i + 1) * Hash.SIZE));
      }
      return subtree.root();
    };
  }
}
