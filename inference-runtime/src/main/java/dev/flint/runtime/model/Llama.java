package dev.flint.runtime.model;

import dev.flint.runtime.kernel.Compute;
import dev.flint.runtime.kernel.KeyValues;
import dev.flint.runtime.kernel.Tensor;
import dev.flint.runtime.layer.Attention;
import dev.flint.runtime.layer.Batch;
import dev.flint.runtime.layer.ChannelMixer;
import dev.flint.runtime.layer.Experts;
import dev.flint.runtime.layer.FeedForward;
import dev.flint.runtime.layer.Norm;
import dev.flint.runtime.layer.Positions;
import dev.flint.runtime.layer.Step;
import dev.flint.runtime.layer.TransformerLayer;
import dev.flint.runtime.layer.Workspace;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Llama (Touvron et al. 2023) and what is shaped like it: grouped queries, rotary positions, RMS
 * norms, SwiGLU or a mixture of such experts, separate or tied output.
 */
final class Llama implements Decoder {
  private static final int MAX_LAYERS = 512;
  private static final int MAX_HEADS = 1024;
  private static final int MAX_EXPERTS = 1024;

  private final Shape shape;
  private final int width;
  private final Tensor embedding;
  private final MemorySegment block; // of the embedding
  private final Tensor output;
  private final Norm norm;
  private final Positions positions;
  private final TransformerLayer[] layers;
  private final Workspace work;
  private @Nullable Step step;

  Llama(Parts parts, int batch) {
    width = parts.required("embedding_length", Parts.MAX_WIDTH);
    int heads = parts.required("attention.head_count", MAX_HEADS);
    int kvHeads = parts.optional("attention.head_count_kv", MAX_HEADS, heads);
    int headDim = parts.optional("attention.key_length", Parts.MAX_WIDTH, width / heads);
    int valueDim = parts.optional("attention.value_length", Parts.MAX_WIDTH, headDim);
    int rotated = parts.optional("rope.dimension_count", Parts.MAX_WIDTH, headDim);
    if (heads % kvHeads != 0 || valueDim != headDim || rotated > headDim || rotated % 2 != 0) {
      throw Parts.fault(
          "%d heads over %d key heads, key length %d, value length %d, %d rotated do not fit"
              .formatted(heads, kvHeads, headDim, valueDim, rotated));
    }
    int vocabulary = parts.weights().get("token_embd.weight").rows();
    boolean tied = !parts.weights().has("output.weight");
    output = parts.multiplied((tied ? "token_embd" : "output") + ".weight", 1, vocabulary, width);
    embedding = tied ? output : parts.matrix("token_embd.weight", 1, vocabulary, width);
    block = MemorySegment.ofArray(new byte[embedding.blockBytes()]);
    float epsilon = (float) parts.metadata().decimal(parts.key("attention.layer_norm_rms_epsilon"));
    norm = parts.norm("output_norm", width, epsilon);
    positions = RotaryScaling.read(parts, rotated, false);
    layers = new TransformerLayer[parts.required("block_count", MAX_LAYERS)];
    for (int i = 0; i < layers.length; i++) {
      String at = "blk." + i + ".";
      layers[i] =
          new TransformerLayer(
              parts.norm(at + "attn_norm", width, epsilon),
              new Attention(
                  parts.projection(at + "attn_q", 1, heads * headDim, width, false),
                  parts.projection(at + "attn_k", 1, kvHeads * headDim, width, false),
                  parts.projection(at + "attn_v", 1, kvHeads * headDim, width, false),
                  parts.projection(at + "attn_output", 1, width, heads * headDim, false),
                  heads,
                  kvHeads,
                  headDim,
                  positions.rotation(heads, headDim),
                  positions.rotation(kvHeads, headDim)),
              parts.norm(at + "ffn_norm", width, epsilon),
              mixer(parts, at));
    }
    int context = parts.required("context_length", Parts.MAX_CONTEXT);
    shape = new Shape(vocabulary, context, layers.length, kvHeads, headDim);
    int inner = 0;
    for (TransformerLayer layer : layers) {
      inner = Math.max(inner, layer.mixer().width());
    }
    work =
        new Workspace(
            batch,
            new Workspace.Widths(
                width, heads * headDim, kvHeads * headDim, inner, positions.width()));
  }

  private ChannelMixer mixer(Parts parts, String at) {
    int inner = parts.required("feed_forward_length", Parts.MAX_WIDTH);
    int experts = parts.optional("expert_count", MAX_EXPERTS, 0);
    if (experts == 0) {
      return feedForward(parts, at, "", 1, inner);
    }
    int used = parts.required("expert_used_count", experts);
    int expertInner = parts.optional("expert_feed_forward_length", Parts.MAX_WIDTH, inner);
    return new Experts(
        parts.projection(at + "ffn_gate_inp", 1, experts, width, false),
        feedForward(parts, at, "_exps", experts, expertInner),
        used);
  }

  private FeedForward feedForward(Parts parts, String at, String kind, int slices, int inner) {
    return new FeedForward(
        parts.projection(at + "ffn_gate" + kind, slices, inner, width, true),
        parts.projection(at + "ffn_up" + kind, slices, inner, width, true),
        parts.projection(at + "ffn_down" + kind, slices, width, inner, true));
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public void forward(Compute compute, Batch batch, KeyValues cache, float[] logits) {
    if (step == null || !step.of(compute, batch, cache)) {
      step = new Step(compute, batch, cache, work);
    }
    for (int i = 0; i < batch.count(); i++) {
      embedding.decodeRow(batch.tokens[i], work.stream, i * width, block);
    }
    positions.angles(batch, work.angles);
    for (int i = 0; i < layers.length; i++) {
      layers[i].apply(step, i);
    }
    if (batch.wanted() == 0) {
      return;
    }
    for (int i = 0; i < batch.wanted(); i++) {
      System.arraycopy(work.stream, batch.outputs[i] * width, work.change, i * width, width);
    }
    norm.apply(compute, work.change, batch.wanted(), work.input);
    compute.with(output, 0, logits).multiply(work.input);
  }
}
