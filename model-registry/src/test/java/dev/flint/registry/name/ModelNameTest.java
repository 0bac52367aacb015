package dev.flint.registry.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flint.registry.fault.RegistryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelNameTest {
  @ParameterizedTest
  @ValueSource(strings = {"flint-demo", "llama-3.2-1b-q4_0", "a", "7b", "x_y.z"})
  void acceptsSlugs(String name) {
    assertThat(new ModelName(name).value()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "-a", "a-", ".a", "a.", "A", "a b", "a/b", "../a", "a..b", "a\n", "a\u0000",
        "mödel", "a%2fb", "a:b"
      })
  void refusesTheRest(String name) {
    assertThatThrownBy(() -> new ModelName(name))
        .isInstanceOfSatisfying(
            RegistryException.class,
            e -> assertThat(e.code()).isEqualTo(RegistryException.Code.INVALID_NAME));
  }

  @Test
  void boundsTheLengthAndWhatItRepeats() {
    assertThat(new ModelName("a".repeat(96)).value()).hasSize(96);
    assertThatThrownBy(() -> new ModelName("\u001b[31m" + "a".repeat(100_000)))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400).doesNotContain("\u001b"));
  }

  @ParameterizedTest
  @CsvSource({
    "Llama-3.2-1B-Q4_0.gguf, llama-3.2-1b-q4_0",
    "/models/My Model (final).GGUF, my-model-final",
    "weights.safetensors, weights",
    "...gguf, model",
    "Ünï.gguf, n",
    "a..b.gguf, a.b",
    "-.-.gguf, model",
    "plain, plain"
  })
  void derivesANameFromAFile(String file, String name) {
    assertThat(ModelName.fromFile(Path.of(file)).value()).isEqualTo(name);
  }

  @Test
  void derivesANameFromAnyFile() {
    assertThat(ModelName.fromFile(Path.of("/")).value()).isEqualTo("model");
    assertThat(ModelName.fromFile(Path.of("a".repeat(95) + "-b.gguf")).value())
        .isEqualTo("a".repeat(95));
  }
}
