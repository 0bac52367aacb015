package dev.flint.audit.verify;

import dev.flint.audit.AuditException;
import dev.flint.audit.AuditException.Code;
import dev.flint.audit.merkle.Hash;
import dev.flint.audit.merkle.Tile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads tiles and entry bundles of an export; a short one yields what it has. */
final class TileFiles {
  private static final int LARGEST_BUNDLE = Tile.WIDTH * (Short.BYTES + 0xffff);

  private final Path folder;
  private final long size;
  private long bundleIndex = -1;
  private List<byte[]> bundle = List.of();

  TileFiles(Path folder, long size) {
    this.folder = folder;
    this.size = size;
  }

  /** The hashes of a tile of level {@code level}, in order. */
  List<Hash> hashes(int level, long index) throws IOException {
    Tile tile = Tile.of(level, index, size);
    byte[] bytes = read(tile.path(), tile.width() * Hash.SIZE);
    List<Hash> hashes = new ArrayList<>();
    for (int i = 0; i + Hash.SIZE <= bytes.length; i += Hash.SIZE) {
      hashes.add(Hash.of(bytes, i, i + Hash.SIZE));
    }
    return hashes;
  }

  /** The logged entry of a leaf; empty where the bundle ends before it. */
  byte[] entry(long leaf) throws IOException {
    if (leaf >= size) {
      return new byte[0];
    }
    if (leaf / Tile.WIDTH != bundleIndex) {
      bundle = split(Tile.of(0, leaf / Tile.WIDTH, size));
      bundleIndex = leaf / Tile.WIDTH;
    }
    int at = (int) (leaf % Tile.WIDTH);
    return at < bundle.size() ? bundle.get(at) : new byte[0];
  }

  private List<byte[]> split(Tile tile) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(read(tile.entriesPath(), LARGEST_BUNDLE));
    List<byte[]> entries = new ArrayList<>();
    while (bytes.remaining() >= Short.BYTES && entries.size() < tile.width()) {
      int length = Short.toUnsignedInt(bytes.getShort());
      if (length > bytes.remaining()) {
        throw new AuditException(
            Code.MALFORMED,
            "%s breaks off inside the entry of record %d"
                .formatted(tile.entriesPath(), tile.index() * Tile.WIDTH + entries.size()));
      }
      byte[] entry = new byte[length];
      bytes.get(entry);
      entries.add(entry);
    }
    if (bytes.hasRemaining()) {
      throw new AuditException(
          Code.TAMPERED,
          "%s goes on after the entry of record %d"
              .formatted(tile.entriesPath(), tile.index() * Tile.WIDTH + entries.size() - 1));
    }
    return entries;
  }

  private byte[] read(String path, int longest) throws IOException {
    Path file = folder.resolve(path);
    if (!Files.isRegularFile(file)) {
      throw new AuditException(Code.TAMPERED, "the export lacks " + path);
    }
    if (Files.size(file) > longest) {
      throw new AuditException(
          Code.TAMPERED, "%s is longer than the %d bytes it may have".formatted(path, longest));
    }
    return Files.readAllBytes(file);
  }
}
