package dev.flint.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flint.runtime.Parity;
import dev.flint.runtime.quant.F32;
import dev.flint.runtime.weights.Quantization;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against logits that others computed for the same files. */
final class ParityTest {
  static final List<String> QUANTISED =
      List.of(
          "Q8_0", "Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q2_K", "Q3_K_S", "Q3_K_M", "Q3_K_L", "Q4_K_S",
          "Q4_K_M", "Q5_K_S", "Q5_K_M", "Q6_K");

  @ParameterizedTest
  @ValueSource(strings = {"llama-dense", "llama-moe"})
  void architecturesMatchTheReference(String name) throws IOException {
    assertThat(error("architectures/" + name, "")).isLessThanOrEqualTo(1e-9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"f32", "F16", "BF16"})
  void floatsMatchExactArithmetic(String format) throws IOException {
    assertThat(error("formats/tiny-" + format, ".exact")).isLessThanOrEqualTo(1e-8);
  }

  @ParameterizedTest
  @FieldSource("QUANTISED")
  void decodedMatchesExactArithmetic(String format, @TempDir Path folder) throws IOException {
    String name = "formats/tiny-" + format;
    Path parity = Parity.folder(name);
    Path decoded = folder.resolve("decoded.gguf");
    Quantization.run(parity.resolve(name + ".gguf"), decoded, new F32());
    LogitsFile exact = LogitsFile.read(parity.resolve(name + ".exact.logits"));
    float[] actual = new Forward("vector", 2, 64).logits(decoded, exact.ids());
    assertThat(exact.normalisedError(actual)).isLessThanOrEqualTo(1e-8);
  }

  @ParameterizedTest
  @FieldSource("QUANTISED")
  void quantisedIsNoWorseThanLlamaCpp(String format) throws IOException {
    String name = "formats/tiny-" + format;
    double ours = error(name, ".exact");
    LogitsFile exact = LogitsFile.read(Parity.folder(name).resolve(name + ".exact.logits"));
    LogitsFile theirs = LogitsFile.read(Parity.folder(name).resolve(name + ".llamacpp.logits"));
    assertThat(ours).isLessThanOrEqualTo(exact.normalisedError(theirs.logits()));
  }

  private static double error(String name, String kind) throws IOException {
    Path parity = Parity.folder(name);
    LogitsFile expected = LogitsFile.read(parity.resolve(name + kind + ".logits"));
    float[] actual =
        new Forward("vector", 2, 64).logits(parity.resolve(name + ".gguf"), expected.ids());
    return expected.normalisedError(actual);
  }
}
