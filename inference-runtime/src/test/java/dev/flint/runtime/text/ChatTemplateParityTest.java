package dev.flint.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.flint.runtime.RuntimeFault;
import dev.flint.runtime.text.template.PlainJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Templates of real models give, to the letter, what Jinja as transformers sets it up gives. */
final class ChatTemplateParityTest {
  private static final @Nullable Path FOLDER = folder();

  private static @Nullable Path folder() {
    String parity = System.getProperty("flint.parity", "");
    return parity.isBlank() ? null : Path.of(parity, "chat-templates");
  }

  @Test
  void theParityDataIsThere() {
    assumeTrue(FOLDER != null, "skipped 70 templates: -Dflint.parity names no folder");
    assertThat(FOLDER).isDirectory();
  }

  @TestFactory
  Stream<DynamicTest> rendersAsTransformersDoes() throws IOException {
    Path folder = FOLDER;
    if (folder == null) {
      return Stream.empty();
    }
    Map<String, Object> data = PlainJson.read(Files.readString(folder.resolve("expected.json")));
    InstantSource clock =
        InstantSource.fixed(
            LocalDateTime.parse(PlainJson.<String>at(data, "strftime_now"))
                .toInstant(ZoneOffset.UTC));
    return PlainJson.<List<Map<String, Object>>>at(data, "expected").stream()
        .flatMap(entry -> cases(folder, data, clock, entry));
  }

  private static Stream<DynamicTest> cases(
      Path folder, Map<String, Object> data, InstantSource clock, Map<String, Object> entry) {
    String name = PlainJson.at(entry, "template");
    Map<String, Map<String, Object>> cases = PlainJson.at(entry, "cases");
    return cases.entrySet().stream()
        .map(c ->
            DynamicTest.dynamicTest(
                name + " " + c.getKey(),
                () -> {
                  String source = Files.readString(folder.resolve(name));
                  check(ChatTemplate.compile(source, clock), input(data, c.getKey()), c.getValue());
                }));
  }

  private static Map<String, Object> input(Map<String, Object> data, String name) {
    Map<String, Object> input = new HashMap<>();
    input.put("bos_token", PlainJson.at(data, "bos_token"));
    input.put("eos_token", PlainJson.at(data, "eos_token"));
    Map<String, Object> inputs = PlainJson.at(data, "inputs");
    input.putAll(PlainJson.<Map<String, Object>>at(inputs, name));
    return input;
  }

  private static void check(
      ChatTemplate template, Map<String, Object> input, Map<String, Object> expected) {
    if (expected.containsKey("error")) {
      String raised = PlainJson.<String>at(expected, "error").replace("TemplateError: ", "");
      assertThatThrownBy(() -> template.render(input))
          .isInstanceOf(RuntimeFault.class)
          .hasMessageContaining(raised);
    } else {
      assertThat(template.render(input)).isEqualTo(PlainJson.<String>at(expected, "output"));
    }
  }
}
