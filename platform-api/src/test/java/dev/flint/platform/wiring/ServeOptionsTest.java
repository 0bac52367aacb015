package dev.flint.platform.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServeOptionsTest {
  @Test
  void listensOnLoopbackUnlessTold() {
    ServeOptions options = ServeOptions.parse(List.of());
    assertThat(options.host()).isEqualTo("127.0.0.1");
    assertThat(options.port()).isEqualTo(8080);
  }

  @Test
  void optionsBecomeSettings() {
    ServeOptions options =
        ServeOptions.parse(
            List.of(
                "--port=9000",
                "--data",
                "/d",
                "--threads",
                "2",
                "--no-relay",
                "--flint.database.url=jdbc:x"));
    assertThat(options.toSettings())
        .contains(
            "--server.port=9000",
            "--flint.data=/d",
            "--flint.engine.threads=2",
            "--flint.engine.relay=false",
            "--flint.database.url=jdbc:x",
            "--server.address=127.0.0.1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--port 0          | --port takes a number from 1 to 65535, not '0'",
        "--port            | --port needs a value",
        "--threads many    | --threads takes a number",
        "--backend gpu     | auto, scalar, vector or native, not 'gpu'",
        "--model /no/where | there is no model file /no/where",
        "--prot 1          | unknown option '--prot'",
        "serve             | unknown option 'serve'",
      })
  void aMistakeIsNamed(String line, String sentence) {
    assertThatThrownBy(() -> ServeOptions.parse(List.of(line.strip().split(" +"))))
        .isInstanceOf(StartFault.class)
        .hasMessageContaining(sentence)
        .hasMessageContaining("--help");
  }

  @ParameterizedTest
  @CsvSource({
    "My Model-Q8_0.gguf, my-model-q8_0",
    "UPPER.GGUF, upper",
    "..hidden--.gguf, hidden",
    "日本.gguf, model"
  })
  void aModelIsNamedAfterItsFile(String file, String name) {
    assertThat(Models.nameOf(Path.of("/tmp").resolve(file))).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, http://127.0.0.1:80",
    "0.0.0.0, http://127.0.0.1:80",
    "::1, http://[::1]:80"
  })
  void theUrlIsOneThatAClientHereCanUse(String host, String url) {
    assertThat(Address.url(host, 80)).isEqualTo(url);
  }
}
