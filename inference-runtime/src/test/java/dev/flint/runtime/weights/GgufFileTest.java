package dev.flint.runtime.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.flint.runtime.RuntimeFault;
import dev.flint.runtime.RuntimeFault.Code;
import dev.flint.runtime.kernel.Tensor;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GgufFileTest {
  @TempDir Path folder;

  @Test
  void readsWhatTheWriterWrote() {
    try (GgufFile file = GgufFile.open(SmallModel.save(folder))) {
      assertThat(file.version()).isEqualTo(3);
      assertThat(file.alignment()).isEqualTo(32);
      assertThat(file.metadata())
          .containsEntry("general.architecture", "llama")
          .containsEntry("general.name", "small \u00e9\ud83d\ude00")
          .containsEntry("llama.context_length", 128L)
          .containsEntry("llama.rope.freq_base", 10_000.0)
          .containsEntry("tokenizer.ggml.tokens", new String[] {"a", "b", "\u2581c"});
      assertThat(file.tensors()).hasSize(7).allMatch(tensor -> tensor.offset() % 32 == 0);
      assertThat(file.verify()).isEqualTo(1); // one of a type that cannot be decoded
    }
  }

  @Test
  void givesTensorsTheirShape() {
    try (GgufFile file = GgufFile.open(SmallModel.save(folder))) {
      Weights weights = file.weights();
      Tensor experts = weights.get("blk.0.ffn_gate_exps.weight");
      assertThat(new int[] {experts.slices(), experts.rows(), experts.cols()})
          .containsExactly(3, 2, 32);
      Tensor norm = weights.get("blk.0.attn_norm.weight");
      assertThat(new int[] {norm.slices(), norm.rows(), norm.cols()}).containsExactly(1, 1, 64);
      assertThat(weights.find("output.weight")).isEmpty();
      assertThat(weights.has("other")).isTrue();
    }
  }

  @Test
  void namesATensorThatIsMissingOrCannotBeDecoded() {
    try (GgufFile file = GgufFile.open(SmallModel.save(folder))) {
      Weights weights = file.weights();
      assertThatExceptionOfType(RuntimeFault.class)
          .isThrownBy(() -> weights.get("output.weight"))
          .withMessage(file.label() + ": tensor 'output.weight' is missing")
          .matches(fault -> fault.code() == Code.MALFORMED_MODEL);
      assertThatExceptionOfType(RuntimeFault.class)
          .isThrownBy(() -> weights.find("other"))
          .withMessageContaining("tensor 'other' is of type IQ4_NL")
          .matches(fault -> fault.code() == Code.UNSUPPORTED_MODEL);
    }
  }

  @Test
  void outlivesTheChannelItWasOpenedFrom() throws IOException {
    FileChannel channel = FileChannel.open(SmallModel.save(folder));
    try (GgufFile file = GgufFile.open(channel, "the model")) {
      channel.close();
      assertThat(file.label()).isEqualTo("the model");
      assertThat(file.verify()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void readsEveryKindOfValue(int version) {
    try (GgufFile file = GgufFile.open(everyKind(version).save(folder))) {
      assertThat(file.version()).isEqualTo(version);
      assertThat(file.metadata())
          .containsEntry("uint8", 200L)
          .containsEntry("int8", -56L)
          .containsEntry("uint16", 0xFF00L)
          .containsEntry("int16", -256L)
          .containsEntry("uint32", 0xFFFF_FFFFL)
          .containsEntry("int32", -1L)
          .containsEntry("bool", true)
          .containsEntry("uint64", Long.MAX_VALUE)
          .containsEntry("int64", -5L)
          .containsEntry("float64", 0.1)
          .containsEntry("int8s", new long[] {1, -1})
          .containsEntry("bools", new boolean[] {true, false, true});
    }
  }

  private static Forge everyKind(int version) {
    return new Forge()
        .raw("GGUF")
        .u32(version)
        .u64(0)
        .u64(12)
        .string("uint8")
        .u32(0)
        .u8(200)
        .string("int8")
        .u32(1)
        .u8(200)
        .string("uint16")
        .u32(2)
        .u8(0)
        .u8(0xFF)
        .string("int16")
        .u32(3)
        .u8(0)
        .u8(0xFF)
        .string("uint32")
        .u32(4)
        .u32(-1)
        .string("int32")
        .u32(5)
        .u32(-1)
        .string("bool")
        .u32(7)
        .u8(1)
        .string("uint64")
        .u32(10)
        .u64(Long.MAX_VALUE)
        .string("int64")
        .u32(11)
        .u64(-5)
        .string("float64")
        .u32(12)
        .u64(Double.doubleToRawLongBits(0.1))
        .string("int8s")
        .u32(9)
        .u32(1)
        .u64(2)
        .u8(1)
        .u8(255)
        .string("bools")
        .u32(9)
        .u32(7)
        .u64(3)
        .u8(1)
        .u8(0)
        .u8(1);
  }
}
