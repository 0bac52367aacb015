package dev.flint.audit.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class TiledTreeTest {
  private static final int SIZE = 66_000; // beyond 256 * 256: three levels

  private final Map<Tile, byte[]> stored = new HashMap<>();

  @Test
  void tilesRootsAndProofsAgreeWithThePlainTree() {
    TiledTree tiled = new TiledTree();
    CompactTree compact = new CompactTree();
    for (int i = 0; i < SIZE; i++) {
      Hash leaf = leaf(i);
      tiled.add(leaf, full -> stored.put(full.tile(), full.hashes()));
      compact.add(leaf);
      if (i < 1_100 || i % 251 == 0 || i > 65_530 && i < 65_540) {
        assertThat(tiled.root()).as("size %d", i + 1).isEqualTo(compact.root());
      }
    }
    tiled.partial().forEach(tile -> stored.put(tile.tile(), tile.hashes()));
    assertThat(stored.keySet())
        .contains(new Tile(0, 0, 256), new Tile(1, 0, 256), new Tile(1, 1, 1), new Tile(2, 0, 1))
        .contains(new Tile(0, 257, SIZE - 257 * 256))
        .hasSize(257 + 1 + 1 + 1 + 1);
    SubtreeHashes hashes = tiles().hashes(SIZE);
    for (int i : List.of(0, 1, 255, 256, 65_535, 65_536, SIZE - 1)) {
      List<Hash> path = Inclusion.prove(i, SIZE, hashes);
      assertThat(Inclusion.verify(i, SIZE, leaf(i), path, compact.root())).isTrue();
    }
    List<Hash> proof = Consistency.prove(65_537, SIZE, hashes);
    Hash older = hashes.root(65_537);
    assertThat(Consistency.verify(65_537, SIZE, older, compact.root(), proof)).isTrue();
  }

  @Test
  void aTreeResumedAtAnySizeGrowsAsIfItHadNotBeenInterrupted() {
    for (int size : List.of(0, 1, 2, 255, 256, 257, 511, 512, 1_000)) {
      stored.clear();
      TiledTree before = new TiledTree();
      for (int i = 0; i < size; i++) {
        before.add(leaf(i), full -> stored.put(full.tile(), full.hashes()));
      }
      before.partial().forEach(tile -> stored.put(tile.tile(), tile.hashes()));
      TiledTree after = TiledTree.resume(size, tiles());
      assertThat(after.root()).isEqualTo(before.root());
      for (int i = size; i < size + 300; i++) {
        before.add(leaf(i), full -> stored.put(full.tile(), full.hashes()));
        after.add(leaf(i), full -> assertThat(full.hashes()).isEqualTo(stored.get(full.tile())));
      }
      assertThat(after.root()).isEqualTo(before.root());
      assertThat(after.size()).isEqualTo(size + 300);
    }
  }

  private TileReader tiles() {
    return tile -> {
      byte[] bytes = Objects.requireNonNull(stored.get(tile), tile::path);
      assertThat(bytes).as("%s", tile).hasSize(32 * tile.width());
      return bytes;
    };
  }

  private static Hash leaf(int i) {
    return Hash.leaf(ByteBuffer.allocate(4).putInt(i).array());
  }
}
