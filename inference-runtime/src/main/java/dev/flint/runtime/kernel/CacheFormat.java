package dev.flint.runtime.kernel;

/** How keys and values are kept between steps. */
public enum CacheFormat {
  /** Single precision: exact. */
  F32(1, 4),
  /** Half precision, rounded to nearest, ties to even. */
  F16(1, 2),
  /** Bytes with one half-precision scale per 32 dimensions: {@code scale = max / 127}. */
  Q8_0(32, 34);

  private final int block;
  private final int bytes;

  CacheFormat(int block, int bytes) {
    this.block = block;
    this.bytes = bytes;
  }

  /** Dimensions that share a scale; a head is a whole number of these. */
  public int block() {
    return block;
  }

  /** Bytes of so many values. */
  public long bytes(long values) {
    return values / block * bytes;
  }
}
