package dev.flint.runtime.weights;

import dev.flint.runtime.RuntimeFault;
import dev.flint.runtime.RuntimeFault.Code;
import dev.flint.runtime.quant.BF16;
import dev.flint.runtime.quant.Encoder;
import dev.flint.runtime.quant.F16;
import dev.flint.runtime.quant.F32;
import dev.flint.runtime.quant.Format;
import dev.flint.runtime.quant.Q4_0;
import dev.flint.runtime.quant.Q8_0;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;

/**
 * Rewrites a model file with its weight matrices in another format. Metadata and every other tensor
 * are taken over byte for byte; {@code general.file_type} and {@code general.quantization_version}
 * say what was done.
 *
 * <p>All matrices become the one format, embeddings and output too, where llama-quantize keeps
 * those in Q6_K (its Q4_0 files mix formats): so a file is what its name says, and Q8_0 files are
 * the same bytes.
 */
public final class Quantization {
  // Kept as they are, as llama-quantize does. Routers choose the experts and are small; the others
  // are no matrix products.
  private static final List<String> KEPT =
      List.of(
          "_norm.weight",
          "ffn_gate_inp.weight",
          "position_embd.weight",
          "token_types.weight",
          "ssm_conv1d.weight",
          "shortconv.conv.weight",
          "attn_rel_b.weight");

  private static final int QUANTIZATION_VERSION = 2; // of ggml's block layouts
  private static final int CHUNK = 1 << 14; // values at a time, a multiple of every block length

  /**
   * What was done.
   *
   * @param tensors in the file
   * @param quantized of them
   * @param bytesBefore of the input file's tensors
   * @param bytesAfter of the output file's tensors
   */
  public record Summary(int tensors, int quantized, long bytesBefore, long bytesAfter) {}

  private final GgufFile source;
  private final Encoder target;

  private Quantization(GgufFile source, Encoder target) {
    this.source = source;
    this.target = target;
  }

  /**
   * Writes {@code in} to {@code out}, which appears complete or not at all; a file that was there
   * is replaced. Errors: as for {@link GgufFile#open}; {@code UNSUPPORTED_MODEL} for a matrix of a
   * type that cannot be decoded; {@code MALFORMED_MODEL} for a weight that is not finite or too
   * large; {@code BAD_REQUEST} where both paths are one file; {@code IO}.
   */
  public static Summary run(Path in, Path out, Encoder format) {
    try (GgufFile source = GgufFile.open(in)) {
      Quantization quantization = new Quantization(source, format);
      GgufWriter writer = quantization.plan();
      CompleteFile.write(in, out, writer::writeTo);
      return quantization.summary();
    }
  }

  private GgufWriter plan() {
    GgufWriter writer = new GgufWriter(Math.toIntExact(source.alignment()));
    source.entries().forEach(entry -> writer.copy(source, entry));
    writer.uint32("general.quantization_version", QUANTIZATION_VERSION);
    writer.uint32("general.file_type", fileType(target));
    for (TensorInfo tensor : source.tensors()) {
      if (quantizes(tensor)) {
        Format from = format(tensor);
        writer.tensor(tensor.name(), type(), tensor.shape(), out -> encode(tensor, from, out));
      } else {
        writer.tensor(tensor.name(), tensor.type(), tensor.shape(), out -> copy(tensor, out));
      }
    }
    return writer;
  }

  private boolean quantizes(TensorInfo tensor) {
    return tensor.shape().size() >= 2
        && tensor.extent(1) > 1
        && tensor.extent(0) % target.blockLength() == 0
        && tensor.name().endsWith(".weight")
        && KEPT.stream().noneMatch(tensor.name()::endsWith)
        && tensor.type() != type();
  }

  private TensorType type() {
    return TensorType.valueOf(target.label());
  }

  private Format format(TensorInfo tensor) {
    return tensor
        .type()
        .format()
        .orElseThrow(() ->
            new RuntimeFault(
                Code.UNSUPPORTED_MODEL,
                source.label()
                    + ": tensor '"
                    + tensor.name()
                    + "' is of type "
                    + tensor.type()
                    + ", which cannot be decoded yet; start from an F16 or F32 file"));
  }

  private void encode(TensorInfo tensor, Format from, OutputStream out) throws IOException {
    MemorySegment data = source.slice(tensor.offset(), tensor.bytes());
    float[] values = new float[CHUNK];
    byte[] encoded = new byte[Math.toIntExact(target.bytes(CHUNK))];
    MemorySegment encodedBytes = MemorySegment.ofArray(encoded);
    long count = tensor.values();
    for (long done = 0; done < count; done += CHUNK) {
      int size = (int) Math.min(CHUNK, count - done);
      from.decode(data, from.bytes(done), values, 0, size);
      check(tensor, values, size, done);
      target.encode(values, 0, size, encodedBytes, 0);
      out.write(encoded, 0, Math.toIntExact(target.bytes(size)));
    }
  }

  private void check(TensorInfo tensor, float[] values, int size, long first) {
    for (int i = 0; i < size; i++) {
      if (!(Math.abs(values[i]) <= target.largest())) { // NaN is not
        throw new RuntimeFault(
            Code.MALFORMED_MODEL,
            source.label()
                + ": tensor '"
                + tensor.name()
                + "' at offset "
                + tensor.offset()
                + " has "
                + values[i]
                + " as value "
                + (first + i)
                + ", which "
                + target.label()
                + " cannot hold");
      }
    }
  }

  private void copy(TensorInfo tensor, OutputStream out) throws IOException {
    byte[] chunk = new byte[CHUNK];
    MemorySegment chunkBytes = MemorySegment.ofArray(chunk);
    for (long done = 0; done < tensor.bytes(); done += CHUNK) {
      int size = (int) Math.min(CHUNK, tensor.bytes() - done);
      MemorySegment.copy(source.slice(tensor.offset() + done, size), 0, chunkBytes, 0, size);
      out.write(chunk, 0, size);
    }
  }

  private Summary summary() {
    int quantized = 0;
    long before = 0;
    long after = 0;
    for (TensorInfo tensor : source.tensors()) {
      before += tensor.bytes();
      after += quantizes(tensor) ? target.bytes(tensor.values()) : tensor.bytes();
      quantized += quantizes(tensor) ? 1 : 0;
    }
    return new Summary(source.tensors().size(), quantized, before, after);
  }

  /** The number by which llama.cpp calls a file of mostly this format. */
  private static int fileType(Encoder format) {
    return switch (format) {
      case F32() -> 0;
      case F16() -> 1;
      case Q4_0() -> 2;
      case Q8_0() -> 7;
      case BF16() -> 32;
    };
  }
}
