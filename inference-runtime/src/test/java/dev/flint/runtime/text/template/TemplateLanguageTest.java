package dev.flint.runtime.text.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flint.runtime.RuntimeFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The language, row by row. Each line of the tables is a template with the output that Jinja 3.1.6
 * gave for it, set up as transformers does; without output it gave an error.
 */
final class TemplateLanguageTest {
  private static final Instant NOW = Instant.parse("2026-01-05T09:03:07Z");

  @TestFactory
  Stream<DynamicTest> expressions() throws IOException {
    return table("expressions.jsonl");
  }

  @TestFactory
  Stream<DynamicTest> statements() throws IOException {
    return table("statements.jsonl");
  }

  private static Stream<DynamicTest> table(String file) throws IOException {
    List<String> lines = lines(file);
    Map<String, Object> variables = PlainJson.at(PlainJson.read(lines.getFirst()), "variables");
    return lines.stream()
        .skip(1)
        .map(PlainJson::read)
        .map(row -> DynamicTest.dynamicTest(row.get("template") + "", () -> check(row, variables)));
  }

  static List<String> lines(String file) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(TemplateLanguageTest.class.getResourceAsStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip().lines().toList();
    }
  }

  private static void check(Map<String, ?> row, Map<String, Object> variables) {
    String source = PlainJson.at(row, "template");
    Object output = row.get("output");
    if (output != null) {
      assertThat(Template.compile(source).render(variables, NOW)).isEqualTo(output);
      return;
    }
    assertThatThrownBy(() -> Template.compile(source).render(variables, NOW))
        .isInstanceOfSatisfying(
            RuntimeFault.class,
            fault -> assertThat(fault.code()).isEqualTo(RuntimeFault.Code.TEMPLATE))
        .hasMessageMatching("(?s)Chat template, line \\d+: .+");
  }
}
