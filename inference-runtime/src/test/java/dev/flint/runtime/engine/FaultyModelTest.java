package dev.flint.runtime.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flint.runtime.Parity;
import dev.flint.runtime.RuntimeFault;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be served is refused in one sentence that names the file and the reason. */
final class FaultyModelTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "architectures/qwen3-dense.gguf, architecture 'qwen3' is not built",
        "formats/tiny-IQ4_NL.gguf, is of type IQ4_NL",
        "architectures/llama-dense.gguf, tokenizer",
        "tokenizers/ggml-vocab-llama-bpe.gguf, 'token_embd.weight' is missing"
      })
  void namesFileAndReason(String file, String reason) {
    var model = Parity.folder("1 case").resolve(file);
    assertThatThrownBy(() -> Engine.open(model, EngineOptions.defaults()))
        .isInstanceOf(RuntimeFault.class)
        .hasMessageContaining(model.toString())
        .hasMessageContaining(reason);
  }
}
