package dev.flint.runtime.bench;

import dev.flint.runtime.weights.GgufWriter;
import dev.flint.runtime.weights.TensorType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Makes a llama model with random weights, the same bytes each time, streamed into its file. */
final class RandomModel {
  private static final int CONTEXT = 131_072;

  private final ModelShape shape;
  private final Mix mix;
  private final GgufWriter writer = new GgufWriter(32);
  private long seed = 1;
  private long bytesPerToken;
  private long multiplied;

  private RandomModel(ModelShape shape, Mix mix) {
    this.shape = shape;
    this.mix = mix;
    metadata();
    tensors();
  }

  /**
   * A model file and what computing with it takes.
   *
   * @param bytesPerToken bytes of all matrices that one token reads
   * @param layerWeights weights of the layers' matrices, each multiplied once a token
   * @param outputWeights weights of the output, multiplied where logits are wanted
   */
  record Made(Path file, long bytesPerToken, long layerWeights, long outputWeights) {
    String label() {
      return String.valueOf(file.getFileName()).replace(".gguf", "");
    }

    /** Arithmetic operations of a prompt: two per weight, the output for the last token only. */
    double operations(int tokens) {
      return 2.0 * tokens * layerWeights + 2.0 * outputWeights;
    }
  }

  /** The model's file in {@code folder}; written where it is not there yet. */
  static Made in(Path folder, ModelShape shape, Mix mix) throws IOException {
    RandomModel model = new RandomModel(shape, mix);
    Path file = folder.resolve(shape.label + "-" + mix + ".gguf");
    if (!Files.exists(file)) {
      Files.createDirectories(folder);
      Path partial = Files.createTempFile(folder, "." + file.getFileName(), ".partial");
      try {
        try (OutputStream out = Files.newOutputStream(partial)) {
          model.writer.writeTo(out);
        }
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(partial);
      }
    }
    long output = (long) shape.vocabulary * shape.width;
    return new Made(file, model.bytesPerToken, model.multiplied - output, output);
  }

  private void metadata() {
    writer
        .string("general.architecture", "llama")
        .string("general.name", "random " + shape.label)
        .uint32("general.file_type", mix.fileType)
        .uint32("llama.block_count", shape.layers)
        .uint32("llama.context_length", CONTEXT)
        .uint32("llama.embedding_length", shape.width)
        .uint32("llama.feed_forward_length", shape.feedForward)
        .uint32("llama.attention.head_count", shape.heads)
        .uint32("llama.attention.head_count_kv", shape.keyHeads)
        .uint32("llama.rope.dimension_count", ModelShape.HEAD_DIM)
        .uint32("llama.vocab_size", shape.vocabulary)
        .float32("llama.rope.freq_base", 500_000)
        .float32("llama.attention.layer_norm_rms_epsilon", 1e-5f);
    GeneratedVocabulary.put(writer, shape.vocabulary);
  }

  private void tensors() {
    matrix("token_embd", mix.embedding(shape.width), shape.width, shape.vocabulary);
    int keyWidth = shape.keyHeads * ModelShape.HEAD_DIM;
    for (int i = 0; i < shape.layers; i++) {
      norm("blk." + i + ".attn_norm");
      layer(i, "attn_q", shape.width, shape.width);
      layer(i, "attn_k", shape.width, keyWidth);
      layer(i, "attn_v", shape.width, keyWidth);
      layer(i, "attn_output", shape.width, shape.width);
      norm("blk." + i + ".ffn_norm");
      layer(i, "ffn_gate", shape.width, shape.feedForward);
      layer(i, "ffn_up", shape.width, shape.feedForward);
      layer(i, "ffn_down", shape.feedForward, shape.width);
    }
    norm("output_norm");
  }

  private void layer(int layer, String name, int cols, int rows) {
    matrix("blk." + layer + "." + name, mix.layer(name, layer, shape.layers, cols), cols, rows);
  }

  private void matrix(String name, TensorType type, int cols, int rows) {
    long values = (long) cols * rows;
    long own = seed++;
    writer.tensor(
        name + ".weight",
        type,
        List.of((long) cols, (long) rows),
        out -> RandomBlocks.write(type, values, own, out));
    bytesPerToken += values / type.blockLength() * type.blockBytes();
    multiplied += values;
  }

  private void norm(String name) {
    ByteBuffer ones = ByteBuffer.allocate(shape.width * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < shape.width; i++) {
      ones.putFloat(1);
    }
    List<Long> extent = List.of((long) shape.width);
    writer.tensor(name + ".weight", TensorType.F32, extent, out -> out.write(ones.array()));
  }

  /** Makes all models: {@code RandomModel FOLDER}. */
  public static void main(String[] args) throws IOException {
    for (ModelShape shape : ModelShape.values()) {
      for (Mix mix : Mix.values()) {
        System.out.println(in(Path.of(args[0]), shape, mix));
      }
    }
  }
}
