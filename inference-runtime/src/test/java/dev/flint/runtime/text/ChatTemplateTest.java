package dev.flint.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flint.runtime.RuntimeFault;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ChatTemplateTest {
  private static final String SOURCE =
      """
      {%- for message in messages %}
        {{- '<|' ~ message.role ~ '|>' ~ message.content|trim }}
      {%- endfor %}
      {%- if add_generation_prompt %}<|assistant|>{% endif %}
      """;

  @Test
  void rendersAConversation() {
    assertThat(ChatTemplate.compile(SOURCE).render(conversation(" hi ")))
        .isEqualTo("<|user|>hi<|assistant|>");
  }

  private static Map<String, Object> conversation(String content) {
    return Map.of(
        "messages",
        List.of(Map.of("role", "user", "content", content)),
        "add_generation_prompt",
        true);
  }

  @Test
  void threadsShareOneTemplate() {
    ChatTemplate template = ChatTemplate.compile(SOURCE);
    IntStream.range(0, 2000)
        .parallel()
        .forEach(i ->
            assertThat(template.render(conversation("m" + i)))
                .isEqualTo("<|user|>m" + i + "<|assistant|>"));
  }

  @Test
  void renderingLeavesTheVariablesAlone() {
    List<Object> list = new java.util.ArrayList<>(List.of(1));
    ChatTemplate template = ChatTemplate.compile("{% set _ = l.append(2) %}{{ l }}");
    assertThat(template.render(Map.of("l", list))).isEqualTo("[1, 2]");
    assertThat(list).containsExactly(1);
  }

  @Test
  void theClockIsTheCallers() {
    Instant then = Instant.parse("2026-01-15T09:30:00Z");
    ChatTemplate template =
        ChatTemplate.compile("{{ strftime_now('%Y-%m-%d %H:%M') }}", InstantSource.fixed(then));
    assertThat(template.render(Map.of())).isEqualTo("2026-01-15 09:30");
    assertThat(template.render(Map.of(), Instant.EPOCH)).isEqualTo("1970-01-01 00:00");
  }

  @Test
  void errorsNameTheirLine() {
    assertFault("a\n{{ x.y }}", "Chat template, line 2: 'x' is undefined");
    assertFault("a\n\n{{ 1 + }}", "Chat template, line 3: an expression is expected");
    assertFault("a\n{% if x %}", "Chat template, line 2: the template ends where");
    assertFault("\n\n\n{{ 'a\n", "Chat template, line 4: a string is not closed");
    assertFault(
        "{# a\n #}\n{{ raise_exception('No system role') }}",
        "line 3: the template refuses: No system role");
  }

  private static void assertFault(String source, String message) {
    assertThatThrownBy(() -> ChatTemplate.compile(source).render(Map.of()))
        .isInstanceOfSatisfying(
            RuntimeFault.class,
            fault -> assertThat(fault.code()).isEqualTo(RuntimeFault.Code.TEMPLATE))
        .hasMessageContaining(message);
  }

  @Test
  void mutatingMethodsWork() {
    // The sandbox of transformers refuses these; some published templates need them.
    String source =
        "{% set l = [3, 1] %}{% set _ = l.append(2) %}{% set _ = l.sort() %}{{ l }}{{ l.pop(0) }}{%"
            + " set d = {'a': 1} %}{% set _ = d.update({'b': 2}) %}{{ d }}{{ d.pop('a') }}{{ d }}";
    assertThat(ChatTemplate.compile(source).render(Map.of()))
        .isEqualTo("[1, 2, 3]1{'a': 1, 'b': 2}1{'b': 2}");
  }

  @Test
  void readsJson() {
    String source = "{{ (a|from_json).x[1] }}{{ a|from_json }}{{ a|from_json|tojson == a }}";
    assertThat(
            ChatTemplate.compile(source)
                .render(Map.of("a", "{\"x\": [1, 2.5, \"\\u00e9\\n\", null, true], \"y\": {}}")))
        .isEqualTo("2.5{'x': [1, 2.5, 'é\\n', None, True], 'y': {}}False");
    for (String bad : List.of("", "{", "[1", "[1,]x", "tru", "\"a", "1 2", "+1", "{\"a\" 1}")) {
      assertThatThrownBy(() -> ChatTemplate.compile("{{ a|from_json }}").render(Map.of("a", bad)))
          .isInstanceOf(RuntimeFault.class);
    }
  }
}
