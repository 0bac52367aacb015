package dev.flint.runtime.cli;

import dev.flint.runtime.weights.Metadata;
import dev.flint.runtime.weights.TensorInfo;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How much memory the keys and values of one token take. */
final class CacheSize {
  private static final int MOST = 1 << 20; // heads or widths beyond this are damage

  private CacheSize() {}

  /**
   * Bytes of one token's keys and values over all layers that attend, in F32; 0 where the file does
   * not say enough, or has no such layers.
   */
  static long bytesPerToken(Metadata metadata, String architecture, List<TensorInfo> tensors) {
    String blocks = architecture + ".block_count";
    String queries = architecture + ".attention.head_count";
    String width = architecture + ".embedding_length";
    if (!metadata.has(blocks) || !metadata.has(queries) || !metadata.has(width)) {
      return 0;
    }
    int layers = metadata.integer(blocks, 1, MOST);
    int[] queryHeads = metadata.perLayer(queries, layers, 0, MOST);
    String keyHeads = architecture + ".attention.head_count_kv";
    int[] cached =
        metadata.has(keyHeads) ? metadata.perLayer(keyHeads, layers, 0, MOST) : queryHeads;
    int widest = IntStream.of(queryHeads).max().orElse(0);
    int usual = widest == 0 ? 0 : metadata.integer(width, 1, Integer.MAX_VALUE) / widest;
    long key = metadata.integerOr(architecture + ".attention.key_length", 0, MOST, usual);
    long value = metadata.integerOr(architecture + ".attention.value_length", 0, MOST, usual);
    Set<String> names = tensors.stream().map(TensorInfo::name).collect(Collectors.toSet());
    long heads = 0;
    for (int i = 0; i < layers; i++) {
      heads += attends(names, i) ? cached[i] : 0;
    }
    return heads * (key + value) * Float.BYTES;
  }

  /** Layers of another kind, as in hybrids, keep a state of fixed size instead. */
  private static boolean attends(Set<String> names, int layer) {
    return names.contains("blk." + layer + ".attn_output.weight");
  }
}
