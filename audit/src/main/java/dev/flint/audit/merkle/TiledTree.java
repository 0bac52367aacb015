package dev.flint.audit.merkle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A growing tree of which only the partial tiles at its right edge are kept. Every tile that
 * becomes full is handed out once. Not safe for several threads.
 */
public final class TiledTree {
  private final List<List<Hash>> edge = new ArrayList<>(); // [level][hash], fewer than 256 each
  private long size;

  /** Takes up a tree of {@code size} leaves at its right edge. */
  public static TiledTree resume(long size, TileReader tiles) {
    TiledTree tree = new TiledTree();
    tree.size = size;
    for (int level = 0; Tile.hashesAt(level, size) > 0; level++) {
      List<Hash> hashes = tree.level(level);
      long count = Tile.hashesAt(level, size);
      if (count % Tile.WIDTH != 0) {
        Tile tile = Tile.of(level, count / Tile.WIDTH, size);
        byte[] bytes = tiles.read(tile);
        for (int i = 0; i < tile.width(); i++) {
          hashes.add(Hash.of(bytes, i * Hash.SIZE, (i + 1) * Hash.SIZE));
        }
      }
    }
    return tree;
  }

  /** Appends a leaf, given its hash; every tile that this fills goes to {@code full}. */
  public void add(Hash leaf, Consumer<FullTile> full) {
    size++;
    Hash hash = leaf;
    for (int level = 0; ; level++) {
      List<Hash> hashes = level(level);
      hashes.add(hash);
      if (hashes.size() < Tile.WIDTH) {
        return;
      }
      hash = root(hashes);
      long index = Tile.hashesAt(level, size) / Tile.WIDTH - 1;
      full.accept(new FullTile(new Tile(level, index, Tile.WIDTH), bytes(hashes), hash));
      hashes.clear();
    }
  }

  /** Hands out the partial tiles of the tree as it is now. */
  public List<PartialTile> partial() {
    List<PartialTile> tiles = new ArrayList<>();
    for (int level = 0; level < edge.size(); level++) {
      List<Hash> hashes = edge.get(level);
      if (!hashes.isEmpty()) {
        tiles.add(new PartialTile(Tile.of(level, place(level), size), bytes(hashes)));
      }
    }
    return tiles;
  }

  /** A tile as wide as the tree is now, and its bytes. */
  public record PartialTile(Tile tile, byte[] hashes) {}

  /** Leaves so far. */
  public long size() {
    return size;
  }

  /** The root of the leaves so far. */
  public Hash root() {
    List<Hash> lower = List.of();
    for (List<Hash> hashes : edge) {
      // A lower level's remainder is one more subtree, smaller than the others and last: joined
      // to them it splits where RFC 6962 splits the leaves.
      List<Hash> joined = new ArrayList<>(hashes);
      joined.addAll(lower);
      lower = joined.isEmpty() ? joined : List.of(root(joined));
    }
    return lower.isEmpty() ? Hash.EMPTY_TREE : lower.getFirst();
  }

  private long place(int level) {
    return Tile.hashesAt(level, size) / Tile.WIDTH;
  }

  private List<Hash> level(int level) {
    while (edge.size() <= level) {
      edge.add(new ArrayList<>());
    }
    return edge.get(level);
  }

  private static Hash root(List<Hash> hashes) {
    CompactTree tree = new CompactTree();
    hashes.forEach(tree::add);
    return tree.root();
  }

  private static byte[] bytes(List<Hash> hashes) {
    byte[] bytes = new byte[hashes.size() * Hash.SIZE];
    for (int i = 0; i < hashes.size(); i++) {
      hashes.get(i).copyTo(bytes, i * Hash.SIZE);
    }
    return bytes;
  }
}
