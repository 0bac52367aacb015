package dev.flint.runtime.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.flint.runtime.Parity;
import dev.flint.runtime.RuntimeFault;
import dev.flint.runtime.RuntimeFault.Code;
import dev.flint.runtime.quant.Encoder;
import dev.flint.runtime.quant.Q4_0;
import dev.flint.runtime.quant.Q8_0;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QuantizationTest {
  @TempDir Path folder;

  /** llama-quantize writes a Q4_0 file's embeddings in another format; those are not compared. */
  @ParameterizedTest
  @CsvSource({"Q8_0, 20", "Q4_0, 19"})
  void writesTheBytesThatLlamaQuantizeWrites(String name, int comparable) {
    Path formats = Parity.folder("quantisation to " + name).resolve("formats");
    Encoder format = name.equals("Q8_0") ? new Q8_0() : new Q4_0();
    Path ours = folder.resolve("ours.gguf");
    Quantization.run(formats.resolve("tiny-f32.gguf"), ours, format);
    int compared = 0;
    try (GgufFile file = GgufFile.open(ours);
        GgufFile reference = GgufFile.open(formats.resolve("tiny-" + name + ".gguf"))) {
      assertThat(file.metadata().keySet()).isEqualTo(reference.metadata().keySet());
      assertThat(file.metadata().get("general.file_type"))
          .isEqualTo(reference.metadata().get("general.file_type"));
      for (TensorInfo expected : reference.tensors()) {
        TensorInfo tensor = info(file, expected.name());
        if (tensor.type() == expected.type()) {
          assertThat(bytes(file, tensor)).as(tensor.name()).isEqualTo(bytes(reference, expected));
          compared++;
        }
      }
    }
    assertThat(compared).isEqualTo(comparable);
  }

  @Test
  void quantisesMatricesAndKeepsTheRest() {
    Path in = SmallModel.save(folder);
    Path out = folder.resolve("out.gguf");
    Quantization.Summary done = Quantization.run(in, out, new Q8_0());
    assertThat(done.tensors()).isEqualTo(7);
    assertThat(done.quantized()).isEqualTo(3); // embeddings, experts, and one that was Q4_0
    try (GgufFile before = GgufFile.open(in);
        GgufFile after = GgufFile.open(out)) {
      assertThat(after.tensors())
          .extracting(TensorInfo::name, TensorInfo::shape)
          .isEqualTo(shapes(before));
      assertThat(after.tensors())
          .extracting(TensorInfo::type)
          .containsExactly(
              TensorType.Q8_0,
              TensorType.F32,
              TensorType.F16, // a single row is no matrix
              TensorType.Q8_0,
              TensorType.Q8_0,
              TensorType.Q8_0,
              TensorType.IQ4_NL);
      for (String kept : List.of("blk.0.attn_norm.weight", "blk.0.ffn_up.weight", "other")) {
        assertThat(bytes(after, info(after, kept))).isEqualTo(bytes(before, info(before, kept)));
      }
      assertThat(after.metadata()).containsAllEntriesOf(scalars(before));
      assertThat(after.metadata())
          .containsEntry("general.file_type", 7L)
          .containsEntry("general.quantization_version", 2L);
      long bytes = after.tensors().stream().mapToLong(TensorInfo::bytes).sum();
      assertThat(done.bytesAfter()).isEqualTo(bytes);
    }
  }

  @Test
  void replacesWhatTheFileSaidOfItsTypeInPlace() throws IOException {
    Path in = folder.resolve("in.gguf");
    write(
        in,
        new GgufWriter(64)
            .uint32("general.alignment", 64)
            .uint32("general.file_type", 0)
            .string("last", "key"));
    Path out = folder.resolve("out.gguf");
    Quantization.run(in, out, new Q4_0());
    try (GgufFile file = GgufFile.open(out)) {
      assertThat(file.alignment()).isEqualTo(64);
      assertThat(file.metadata().keySet())
          .containsExactly(
              "general.alignment", "general.file_type", "last", "general.quantization_version");
      assertThat(file.metadata()).containsEntry("general.file_type", 2L);
    }
  }

  @Test
  void refusesToWriteOverItsInput() throws IOException {
    Path in = SmallModel.save(folder);
    Path link = Files.createSymbolicLink(folder.resolve("link.gguf"), in);
    for (Path out : List.of(in, link, folder.resolve(".").resolve("small.gguf"))) {
      assertFault(in, out, Code.BAD_REQUEST, "is the input file itself");
    }
    assertThat(in).hasBinaryContent(SmallModel.bytes());
  }

  @Test
  void leavesNothingWhereAWeightIsNotFinite() throws IOException {
    Path in = folder.resolve("in.gguf");
    write(
        in,
        new GgufWriter(32)
            .tensor(
                "w.weight",
                TensorType.F16,
                List.of(32L, 2L),
                out -> {
                  out.write(new byte[126]);
                  out.write(new byte[] {0, 0x7C}); // the last value is infinite
                }));
    Path out = Files.writeString(folder.resolve("out.gguf"), "older");
    assertFault(in, out, Code.MALFORMED_MODEL, "has Infinity as value 63, which Q8_0 cannot hold");
    assertThat(out).hasContent("older");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(in, out);
    }
  }

  @Test
  void doesNotSupportAMatrixThatCannotBeDecoded() throws IOException {
    Path in = folder.resolve("in.gguf");
    write(
        in,
        new GgufWriter(32)
            .tensor("w.weight", TensorType.Q8_1, List.of(32L, 2L), out -> out.write(new byte[72])));
    assertFault(in, folder.resolve("out.gguf"), Code.UNSUPPORTED_MODEL, "is of type Q8_1");
  }

  @Test
  void namesAFolderThatIsNotThere() {
    Path in = SmallModel.save(folder);
    assertFault(in, folder.resolve("no/out.gguf"), Code.IO, "there is no folder");
    assertFault(in, folder, Code.IO, "is a folder, not a file to write");
  }

  private static void assertFault(Path in, Path out, Code code, String problem) {
    assertThatExceptionOfType(RuntimeFault.class)
        .isThrownBy(() -> Quantization.run(in, out, new Q8_0()))
        .withMessageContaining(problem)
        .matches(fault -> fault.code() == code, code.name());
  }

  private static void write(Path path, GgufWriter writer) throws IOException {
    try (OutputStream out = Files.newOutputStream(path)) {
      writer.writeTo(out);
    }
  }

  private static TensorInfo info(GgufFile file, String name) {
    return file.tensors().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  private static byte[] bytes(GgufFile file, TensorInfo tensor) {
    return file.slice(tensor.offset(), tensor.bytes()).toArray(ValueLayout.JAVA_BYTE);
  }

  private static List<Tuple> shapes(GgufFile file) {
    return file.tensors().stream()
        .map(tensor -> Tuple.tuple(tensor.name(), tensor.shape()))
        .toList();
  }

  private static Map<String, Object> scalars(GgufFile file) {
    Map<String, Object> values = new HashMap<>(file.metadata());
    values.values().removeIf(value -> value.getClass().isArray());
    return values;
  }
}
