package dev.flint.runtime.cli;

import dev.flint.runtime.weights.Metadata;
import java.util.stream.IntStream;

/** How much memory the keys and values of one token take. */
final class CacheSize {
  private static final int MOST = 1 << 20; // heads or widths beyond this are damage

  private CacheSize() {}

  /**
   * Bytes of one token's keys and values over all layers, in F32; 0 where the metadata does not say
   * enough, as for a vocabulary without weights or an architecture without attention.
   */
  static long bytesPerToken(Metadata metadata, String architecture) {
    String blocks = architecture + ".block_count";
    String heads = architecture + ".attention.head_count";
    String width = architecture + ".embedding_length";
    if (!metadata.has(blocks) || !metadata.has(heads) || !metadata.has(width)) {
      return 0;
    }
    int layers = metadata.integer(blocks, 1, MOST);
    int[] queryHeads = metadata.perLayer(heads, layers, 0, MOST);
    String keyHeads = architecture + ".attention.head_count_kv";
    int[] cached =
        metadata.has(keyHeads) ? metadata.perLayer(keyHeads, layers, 0, MOST) : queryHeads;
    int widest = IntStream.of(queryHeads).max().orElse(0);
    int usual = widest == 0 ? 0 : metadata.integer(width, 1, Integer.MAX_VALUE) / widest;
    long key = metadata.integerOr(architecture + ".attention.key_length", 0, MOST, usual);
    long value = metadata.integerOr(architecture + ".attention.value_length", 0, MOST, usual);
    return IntStream.of(cached).asLongStream().sum() * (key + value) * Float.BYTES;
  }
}
