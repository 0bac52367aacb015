package dev.flint.runtime.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flint.runtime.Parity;
import dev.flint.runtime.kernel.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each format decodes to, against values that ggml decoded from the same files. */
final class DecodedTest {
  @ParameterizedTest
  @CsvSource({
    "F32,  f32,    token_embd.weight",
    "F16,  F16,    token_embd.weight",
    "BF16, BF16,   token_embd.weight",
    "Q8_0, Q8_0,   token_embd.weight",
    "Q4_0, Q4_0,   blk.0.attn_k.weight",
    "Q4_1, Q4_1,   blk.0.attn_k.weight",
    "Q5_0, Q5_0,   blk.0.attn_k.weight",
    "Q5_1, Q5_1,   blk.0.attn_k.weight",
    "Q2_K, Q2_K,   blk.0.attn_k.weight",
    "Q3_K, Q2_K,   blk.0.attn_output.weight",
    "Q4_K, Q3_K_M, blk.0.attn_output.weight",
    "Q5_K, Q3_K_L, blk.0.attn_output.weight",
    "Q6_K, IQ3_S,  token_embd.weight",
  })
  void decodesAsGgmlDoes(String format, String file, String tensor) throws IOException {
    Path folder = Parity.folder("decoded values of " + format).resolve("formats");
    byte[] expected = Files.readAllBytes(folder.resolve(format + ".decoded.f32"));
    float[] values = new float[1024];
    try (GgufFile model = GgufFile.open(folder.resolve("tiny-" + file + ".gguf"))) {
      Tensor weights = model.weights().get(tensor);
      assertThat(weights.format().label()).isEqualTo(format);
      weights.format().decode(weights.data(), 0, values, 0, values.length);
    }
    assertThat(bits(values)).isEqualTo(expected);
  }

  private static byte[] bits(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }
}
