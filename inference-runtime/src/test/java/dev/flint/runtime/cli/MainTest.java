package dev.flint.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flint.runtime.Parity;
import dev.flint.runtime.weights.GgufFile;
import dev.flint.runtime.weights.SmallModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs commands as {@code main} does, with the streams caught. */
final class MainTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int flint(String... args) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  @Test
  void inspectsForPeople() {
    String model = SmallModel.save(folder).toString();
    assertThat(flint("inspect", model)).isZero();
    assertThat(out.toString())
        .contains("parameters   800 in 7 tensors")
        .contains("types        F16 (1), F32 (3), IQ4_NL (1), Q4_0 (1), Q8_0 (1)")
        .contains("cache        250.0 KiB per 1,000 tokens (F32)")
        .contains("llama.block_count = 1")
        .contains("tokenizer.ggml.tokens = [a, b, \u2581c]")
        .containsPattern("blk.0.ffn_gate_exps.weight +F32 +32 x 2 x 3");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void inspectsForPrograms() {
    String model = SmallModel.save(folder).toString();
    assertThat(flint("inspect", "--json", model)).isZero();
    assertThat(out.toString().strip())
        .doesNotContain("\n")
        .startsWith("{\"file\":\"" + model + "\",\"version\":3,\"architecture\":\"llama\",")
        .contains(
            "\"parameters\":800,\"weights_bytes\":2100,\"relay_bytes\":0,\"kv_bytes_per_token\":256,")
        .contains("\"general.name\":\"small \u00e9\ud83d\ude00\"")
        .contains("\"tokenizer.ggml.tokens\":[\"a\",\"b\",\"\u2581c\"]")
        .contains("{\"name\":\"token_embd.weight\",\"type\":\"F32\",\"shape\":[64,3],\"offset\":")
        .endsWith(",\"bytes\":18}]}");
  }

  @Test
  void inspectsEveryModel() {
    for (Path model : Parity.models(Parity.folder("the inspection of 70 model files"))) {
      assertThat(flint("inspect", model.toString())).as("%s", model).isZero();
      assertThat(flint("inspect", "--json", model.toString())).as("%s", model).isZero();
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void countsACacheOnlyForLayersThatAttend() {
    Path models = Parity.folder("the cache of 3 architectures").resolve("architectures");
    // heads of keys, width of key and value, bytes of a float
    assertThat(cache(models.resolve("llama-dense.gguf"))).isEqualTo(2 * 2 * (128 + 128) * 4);
    assertThat(cache(models.resolve("qwen35-dense.gguf"))).isEqualTo(2 * (128 + 128) * 4);
    assertThat(cache(models.resolve("mamba2-dense.gguf"))).isZero();
  }

  private static long cache(Path model) {
    try (GgufFile file = GgufFile.open(model)) {
      return ModelReport.of(file).cacheBytesPerToken();
    }
  }

  @Test
  void verifiesEveryWeight() throws IOException {
    Path model = SmallModel.save(folder);
    assertThat(flint("inspect", "--verify", model.toString())).isZero();
    assertThat(out.toString()).contains("every weight is finite (1 tensors of types that");
    byte[] bytes = SmallModel.bytes();
    Arrays.fill(bytes, bytes.length - 1200, bytes.length - 1100, (byte) 0xFF);
    Files.write(model, bytes);
    assertThat(flint("inspect", "--verify", model.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("has NaN as value");
  }

  @Test
  void quantises() {
    Path in = SmallModel.save(folder);
    Path target = folder.resolve("q4.gguf");
    assertThat(flint("quantize", in.toString(), target.toString(), "Q4_0")).isZero();
    assertThat(out.toString()).contains("3 of 7 tensors in Q4_0");
    assertThat(flint("inspect", target.toString())).isZero();
  }

  @Test
  void saysInOneSentenceWhyItFailed() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.gguf"), "GGUF");
    assertThat(flint("inspect", broken.toString())).isEqualTo(1);
    assertThat(err.toString().strip())
        .isEqualTo(
            "flint: "
                + broken
                + ": version at offset 4 needs 4 bytes, but only 0 bytes of header follow");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "bogus", "inspect", "inspect a b", "inspect --bogus a", "quantize a b Q9"})
  void saysInOneSentenceWhatItDidNotUnderstand(String line) {
    assertThat(flint(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
    assertThat(err.toString().strip()).startsWith("flint: ").doesNotContain("\n");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void helps() {
    assertThat(flint("--help")).isZero();
    assertThat(out.toString()).contains("inspect").contains("quantize");
    assertThat(flint("inspect", "--help")).isZero();
  }
}
