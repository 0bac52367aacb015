package dev.flint.runtime.engine;

import dev.flint.runtime.quant.Q8_0;
import dev.flint.runtime.weights.GgufWriter;
import dev.flint.runtime.weights.TensorType;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A small Llama with random weights and a vocabulary of single bytes: it babbles, quickly. */
final class RandomModel {
  static final int CONTEXT = 256;
  private static final int WIDTH = 64;
  private static final int INNER = 96;
  private static final int LAYERS = 2;

  private RandomModel() {}

  static Path write(Path folder) throws IOException {
    List<String> pieces = pieces();
    GgufWriter model = new GgufWriter(32);
    model.string("general.architecture", "llama").string("general.name", "babbler");
    model.uint32("llama.block_count", LAYERS).uint32("llama.context_length", CONTEXT);
    model.uint32("llama.embedding_length", WIDTH).uint32("llama.feed_forward_length", INNER);
    model.uint32("llama.attention.head_count", 4).uint32("llama.attention.head_count_kv", 2);
    model.float32("llama.attention.layer_norm_rms_epsilon", 1e-5f);
    model.string("tokenizer.ggml.model", "gpt2").string("tokenizer.ggml.pre", "gpt-2");
    model.strings("tokenizer.ggml.tokens", pieces).strings("tokenizer.ggml.merges", List.of());
    model.uint32("tokenizer.ggml.eos_token_id", 256);
    Random random = new Random(5);
    matrix(model, random, "token_embd", pieces.size(), WIDTH);
    vector(model, "output_norm", WIDTH);
    for (int i = 0; i < LAYERS; i++) {
      String at = "blk." + i + ".";
      vector(model, at + "attn_norm", WIDTH);
      matrix(model, random, at + "attn_q", WIDTH, WIDTH);
      matrix(model, random, at + "attn_k", WIDTH / 2, WIDTH);
      matrix(model, random, at + "attn_v", WIDTH / 2, WIDTH);
      matrix(model, random, at + "attn_output", WIDTH, WIDTH);
      vector(model, at + "ffn_norm", WIDTH);
      matrix(model, random, at + "ffn_gate", INNER, WIDTH);
      matrix(model, random, at + "ffn_up", INNER, WIDTH);
      matrix(model, random, at + "ffn_down", WIDTH, INNER);
    }
    Path file = folder.resolve("babbler.gguf");
    try (OutputStream out = Files.newOutputStream(file)) {
      model.writeTo(out);
    }
    return file;
  }

  /** GPT-2's alphabet for bytes, then one token that ends an answer. */
  private static List<String> pieces() {
    List<String> pieces = new ArrayList<>();
    int next = 256;
    for (int b = 0; b < 256; b++) {
      boolean itself = (b >= '!' && b <= '~') || (b >= 0xa1 && b <= 0xac) || b >= 0xae;
      pieces.add(Character.toString(itself ? b : next++));
    }
    pieces.add("<|endoftext|>");
    return pieces;
  }

  private static void matrix(GgufWriter model, Random random, String name, int rows, int cols) {
    float[] values = new float[rows * cols];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian() * 0.2f;
    }
    byte[] bytes = new byte[Math.toIntExact(new Q8_0().bytes(values.length))];
    new Q8_0().encode(values, 0, values.length, MemorySegment.ofArray(bytes), 0);
    model.tensor(
        name + ".weight", TensorType.Q8_0, List.of((long) cols, (long) rows), o -> o.write(bytes));
  }

  private static void vector(GgufWriter model, String name, int width) {
    ByteBuffer ones = ByteBuffer.allocate(4 * width).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < width; i++) {
      ones.putFloat(1f);
    }
    model.tensor(
        name + ".weight", TensorType.F32, List.of((long) width), o -> o.write(ones.array()));
  }
}
