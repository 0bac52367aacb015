package dev.flint.runtime.weights;

import dev.flint.runtime.quant.F32;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** A small, valid model file with a value of most kinds and tensors of several types. */
public final class SmallModel {
  private SmallModel() {}

  /** The file's bytes, always the same. */
  public static byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writer().writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Saves the file as {@code small.gguf} in {@code folder}. */
  public static Path save(Path folder) {
    try {
      return Files.write(folder.resolve("small.gguf"), bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static GgufWriter writer() {
    Random random = new Random(7);
    return new GgufWriter(32)
        .string("general.architecture", "llama")
        .string("general.name", "small \u00e9\ud83d\ude00")
        .uint32("llama.block_count", 1)
        .uint32("llama.context_length", 128)
        .uint32("llama.embedding_length", 64)
        .uint32("llama.attention.head_count", 4)
        .uint32("llama.attention.head_count_kv", 2)
        .float32("llama.rope.freq_base", 10_000f)
        .strings("tokenizer.ggml.tokens", List.of("a", "b", "\u2581c"))
        .tensor("token_embd.weight", TensorType.F32, List.of(64L, 3L), floats(random, 192))
        .tensor("blk.0.attn_norm.weight", TensorType.F32, List.of(64L), floats(random, 64))
        .tensor("blk.0.attn_output.weight", TensorType.F16, List.of(32L, 1L), zeros(64))
        .tensor("blk.0.ffn_up.weight", TensorType.Q8_0, List.of(64L, 2L), bytes(random, 4, 34))
        .tensor("blk.0.ffn_down.weight", TensorType.Q4_0, List.of(32L, 5L), bytes(random, 5, 18))
        .tensor(
            "blk.0.ffn_gate_exps.weight", TensorType.F32, List.of(32L, 2L, 3L), floats(random, 192))
        .tensor("other", TensorType.IQ4_NL, List.of(32L, 1L), bytes(random, 1, 18));
  }

  private static GgufWriter.TensorBytes floats(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    byte[] bytes = new byte[4 * count];
    new F32().encode(values, 0, count, MemorySegment.ofArray(bytes), 0);
    return out -> out.write(bytes);
  }

  private static GgufWriter.TensorBytes zeros(int count) {
    return out -> out.write(new byte[count]);
  }

  /** Blocks that begin with a scale of one half. */
  private static GgufWriter.TensorBytes bytes(Random random, int blocks, int blockBytes) {
    byte[] bytes = new byte[blocks * blockBytes];
    random.nextBytes(bytes);
    for (int i = 0; i < bytes.length; i += blockBytes) {
      bytes[i] = 0;
      bytes[i + 1] = 0x38;
    }
    return out -> out.write(bytes);
  }

  /** Where a tensor's data begins in the file. */
  static int offset(String tensor) {
    return (int) info(tensor).offset();
  }

  /** Where the last tensor's data ends in the file. */
  static int endOfTensors() {
    TensorInfo last = info("other");
    return (int) (last.offset() + last.bytes());
  }

  private static TensorInfo info(String tensor) {
    return Header.read(MemorySegment.ofArray(bytes()), "small").tensors().stream()
        .filter(info -> info.name().equals(tensor))
        .findFirst()
        .orElseThrow();
  }
}
