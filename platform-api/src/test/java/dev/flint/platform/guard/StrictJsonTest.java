package dev.flint.platform.guard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.flint.platform.problem.ApiProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StrictJsonTest {
  @Test
  void anObjectIsRead() {
    assertThat(StrictJson.parse("{\"a\":[1,\"é\"]}".getBytes(UTF_8)).get("a").get(1).stringValue())
        .isEqualTo("é");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"a\":}",
        "{\"a\":1}}",
        "{\"a\":1}{}",
        "[]",
        "\"x\"",
        "null",
        "1",
        "{'a':1}",
        "{\"a\":1,}",
        "{\"a\":NaN}",
        "{\"a\":01}",
        "{\"a\":\"\u0001\"}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":{\"b\":1,\"b\":1}}",
        "// x\n{}"
      })
  void whatIsNotOneObjectWithOneMeaningIsRefused(String body) {
    refused(body.getBytes(UTF_8));
  }

  @Test
  void thePlaceOfAMistakeIsNamed() {
    assertThat(refused("{\n  \"a\": tru\n}".getBytes(UTF_8))).contains("line 2");
  }

  @Test
  void depthAndLengthOfNumbersAreBounded() {
    refused(("{\"a\":" + "[".repeat(5000) + "]".repeat(5000) + "}").getBytes(UTF_8));
    refused(("{\"a\":" + "9".repeat(5000) + "}").getBytes(UTF_8));
    refused(("{\"" + "k".repeat(5000) + "\":1}").getBytes(UTF_8));
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    refused("{\"a\":\"é\"}".getBytes(ISO_8859_1));
  }

  private static String refused(byte[] body) {
    ApiProblem thrown = catchThrowableOfType(ApiProblem.class, () -> StrictJson.parse(body));
    assertThat(thrown).as("it was accepted").isNotNull();
    assertThat(thrown.problem().status()).isEqualTo(400);
    assertThat(thrown.problem().code()).isEqualTo("invalid_json");
    return thrown.problem().message();
  }
}
