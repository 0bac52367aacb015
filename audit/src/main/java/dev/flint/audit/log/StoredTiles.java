package dev.flint.audit.log;

import dev.flint.audit.AuditException;
import dev.flint.audit.AuditException.Code;
import dev.flint.audit.merkle.Hash;
import dev.flint.audit.merkle.Tile;
import dev.flint.audit.merkle.TileReader;
import java.util.List;

/** Puts tiles together: full ones are stored, partial ones follow from leaves and roots. */
final class StoredTiles implements TileReader {
  private final Storage storage;

  StoredTiles(Storage storage) {
    this.storage = storage;
  }

  @Override
  public byte[] read(Tile tile) {
    byte[] bytes = asStored(tile);
    if (bytes.length != tile.width() * Hash.SIZE) {
      throw new AuditException(
          Code.TAMPERED,
          "the stored log lacks hashes of %s: restore the database".formatted(tile.path()));
    }
    return bytes;
  }

  /** As much of the tile as there is; too little only where rows were removed. */
  byte[] asStored(Tile tile) {
    if (tile.full()) {
      return storage.tile(tile.level(), tile.index()).orElse(new byte[0]);
    }
    long first = tile.index() * Tile.WIDTH;
    if (tile.level() > 0) {
      return join(storage.tileRoots(tile.level() - 1, first, tile.width()));
    }
    return join(
        storage.commitments(first, tile.width()).stream()
            .map(commitment -> Hash.leaf(commitment).bytes())
            .toList());
  }

  private static byte[] join(List<byte[]> hashes) {
    byte[] bytes = new byte[hashes.size() * Hash.SIZE];
    for (int i = 0; i < hashes.size(); i++) {
      System.arraycopy(hashes.get(i), 0, bytes, i * Hash.SIZE, Hash.SIZE);
    }
    return bytes;
  }
}
