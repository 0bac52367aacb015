package dev.flint.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flint.runtime.Parity;
import dev.flint.runtime.weights.Placement;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One file, one prompt: one set of logits, whatever computes them and in whatever pieces. */
final class SameBitsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "architectures/llama-dense", "architectures/llama-moe", "formats/tiny-F16.exact",
        "formats/tiny-f32.exact", "formats/tiny-BF16.exact", "formats/tiny-Q8_0.exact",
        "formats/tiny-Q4_0.exact", "formats/tiny-Q4_1.exact", "formats/tiny-Q5_0.exact",
        "formats/tiny-Q5_1.exact", "formats/tiny-Q2_K.exact", "formats/tiny-Q3_K_S.exact",
        "formats/tiny-Q3_K_M.exact", "formats/tiny-Q3_K_L.exact", "formats/tiny-Q4_K_S.exact",
        "formats/tiny-Q4_K_M.exact", "formats/tiny-Q5_K_S.exact", "formats/tiny-Q5_K_M.exact",
        "formats/tiny-Q6_K.exact"
      })
  void whateverTheBackendThreadsAndChunks(String name) throws IOException {
    Path parity = Parity.folder(name);
    int[] ids = LogitsFile.read(parity.resolve(name + ".logits")).ids();
    Path model = parity.resolve(name.replace(".exact", "") + ".gguf");
    float[] expected = new Forward("scalar", 1, 64).logits(model, ids);
    for (String backend : new String[] {"vector", "auto"}) {
      assertThat(new Forward(backend, 2, 64, Placement.MAPPED).logits(model, ids))
          .as(backend + " as in the file")
          .isEqualTo(expected);
    }
    for (String backend : new String[] {"scalar", "vector", "auto"}) {
      for (int threads = 1; threads <= 3; threads += 2) {
        for (int step : new int[] {1, 5, 64}) {
          float[] actual = new Forward(backend, threads, step).logits(model, ids);
          assertThat(actual).as(backend + " " + threads + " " + step).isEqualTo(expected);
        }
      }
    }
  }
}
