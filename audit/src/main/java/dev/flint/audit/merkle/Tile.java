package dev.flint.audit.merkle;

/**
 * Where up to 256 consecutive hashes of one level are kept (C2SP tlog-tiles).
 *
 * @param level 0 for leaf hashes; a hash at level {@code l} covers 256^l leaves
 * @param index the tile's place within its level
 * @param width the number of hashes, 1 to 256; fewer than 256 in a partial tile
 */
public record Tile(int level, long index, int width) {
  /** Hashes in a full tile. */
  public static final int WIDTH = 256;

  /** Tree levels that one tile spans. */
  static final int HEIGHT = 8;

  /** The highest level that any tree of fewer than 2^63 leaves has. */
  static final int MAX_LEVEL = 7;

  public Tile {
    if (level < 0 || level > MAX_LEVEL || index < 0 || width < 1 || width > WIDTH) {
      throw new IllegalArgumentException(
          "no tile has level %d, index %d, width %d".formatted(level, index, width));
    }
  }

  /** Hashes that a tree of {@code size} leaves has at {@code level}. */
  public static long hashesAt(int level, long size) {
    return level > MAX_LEVEL ? 0 : size >>> (HEIGHT * level);
  }

  /** The tile at this place in a tree of {@code size} leaves: full, or as wide as there are. */
  public static Tile of(int level, long index, long size) {
    long hashes = hashesAt(level, size) - index * WIDTH;
    return new Tile(level, index, (int) Math.min(WIDTH, Math.max(0, hashes)));
  }

  /** Whether all 256 hashes are there. */
  public boolean full() {
    return width == WIDTH;
  }

  /** {@code tile/<L>/<N>[.p/<W>]}, with N as {@code x001/x234/067}. */
  public String path() {
    return "tile/" + level + "/" + place();
  }

  /** {@code tile/entries/<N>[.p/<W>]}, the bundle of entries beside a tile of level 0. */
  public String entriesPath() {
    return "tile/entries/" + place();
  }

  private String place() {
    String path = "%03d".formatted(index % 1000);
    for (long rest = index / 1000; rest > 0; rest /= 1000) {
      path = "x%03d/%s".formatted(rest % 1000, path);
    }
    return full() ? path : path + ".p/" + width;
  }
}
