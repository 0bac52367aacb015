package dev.flint.runtime.text.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flint.runtime.RuntimeFault;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a template tries, it ends in one clear error, on half of a usual stack. */
final class HostileTemplateTest {
  private static final long STACK = 512 * 1024;

  @ParameterizedTest
  @ValueSource(strings = {"(", "[", "{1:", "not ", "- ", "1 if 1 else ", "[1, [", "s(", "s|map("})
  void nestedExpressionsAreBounded(String open) {
    StringBuilder close = new StringBuilder();
    for (char bracket : open.toCharArray()) {
      int kind = "([{".indexOf(bracket);
      close.append(kind < 0 ? "" : ")]}".substring(kind, kind + 1));
    }
    String closed = open.repeat(10_000) + "1" + close.reverse().toString().repeat(10_000);
    assertThat(fault("{{ " + closed + " }}")).contains("nests deeper than");
  }

  @ParameterizedTest
  @ValueSource(strings = {".a", "[0]", "|upper", "()", " if 1"})
  void longChainsAreBounded(String link) {
    assertThat(fault("{{ s" + link.repeat(10_000) + " }}")).contains("nests deeper than");
  }

  @ParameterizedTest
  @ValueSource(strings = {" + 1", " ~ 1", " and 1", " < 2", " * 1"})
  void flatChainsCostNoDepth(String link) {
    assertThat(outcome("{{ 1" + link.repeat(10_000) + " }}", Map.of())).isInstanceOf(String.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% if 1 %}",
        "{% for x in [1] %}",
        "{% macro m() %}",
        "{% filter upper %}",
        "{% set x %}"
      })
  void nestedTagsAreBounded(String open) {
    assertThat(fault(open.repeat(10_000))).contains("nests deeper than");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% macro m(x=m()) %}{% endmacro %}{{ m() }}",
        "{% macro m() %}{% call m() %}{% endcall %}{{ caller }}{% endmacro %}{{ m() }}",
        "{% macro m() %}{% for a in [1] if m() %}{% endfor %}{% endmacro %}{{ m() }}",
        "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}",
        "{% set l = [] %}{% set _ = l.append(l) %}{{ l }}",
        "{% set l = [] %}{% set _ = l.append(l) %}{{ l|tojson }}",
        "{% set l, m = [], [] %}{% set _ = l.append(l) or m.append(m) %}{{ l == m }}",
        "{% set n = namespace() %}{% set n.n = n %}{{ n }}",
        "{% set n = namespace(x=[]) %}{% for i in range(9999) %}{% set n.x = [n.x] %}{% endfor %}{{"
            + " n.x }}",
        "{{ ('[' * 10000)|from_json }}"
      })
  void recursionIsBounded(String source) {
    assertThat(fault(source)).contains("nests deeper than");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ 'a' * 10**9 }}",
        "{{ 'a' * 10**7 * 10**7 }}",
        "{% set n = namespace(x='ab') %}{% for i in range(99) %}{% set n.x = n.x + n.x %}{% endfor"
            + " %}",
        "{% set n = namespace(x='ab') %}{% for i in range(99) %}{% set n.x = n.x ~ n.x %}{% endfor"
            + " %}",
        "{{ (['a'] * 100000)|join('b' * 1000000) }}",
        "{{ ('a' * 100000)|replace('a', 'b' * 1000000) }}",
        "{{ ('a' * 1000000)|replace('', 'b' * 1000) }}",
        "{{ ('a\n' * 100000)|indent(100000) }}",
        "{{ 'a'|indent(10**12, true) }}",
        "{{ 'a'|center(10**12) }}",
        "{{ 'a'.ljust(10**18) }}",
        "{{ 'a'.zfill(10**18) }}",
        "{{ ('\t' * 1000).expandtabs(10**9) }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ '%*d' % (10**18, 1) }}",
        "{{ '{:1000000000}'.format(1) }}",
        "{{ ('{0}' * 100000).format('a' * 10000) }}",
        "{{ [[[1]]]|tojson(indent=10**9) }}",
        "{{ ([1] * 10000)|tojson(separators=('a' * 100000, 'b')) }}",
        "{% for i in range(100000) %}{{ 'a' * 1000 }}{% endfor %}"
      })
  void textsAreBounded(String source) {
    assertThat(fault(source)).contains("text");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}",
        "{% macro m(x) %}{% if x %}{{ m(x - 1) }}{{ m(x - 1) }}{% endif %}{% endmacro %}{{ m(30)"
            + " }}",
        "{{ [1] * 10**9 }}",
        "{% set n = namespace(x=[1]) %}{% for i in range(99) %}{% set n.x = n.x + n.x %}{% endfor"
            + " %}",
        "{% set l = [1] %}{% for i in range(99) %}{% set _ = l.extend(l) %}{% endfor %}",
        "{% set l = [1] * 99999 %}{% for i in range(99999) %}{% set _ = l.insert(0, 1) %}{% endfor"
            + " %}",
        "{% set n = namespace(x=[1], y=[1]) %}{% for i in range(60) %}{% set n.x = [n.x, n.x] %}"
            + "{% set n.y = [n.y, n.y] %}{% endfor %}{{ n.x == n.y }}",
        "{{ ('a' * 10000000)|list }}",
        "{{ [1]|batch(10**12, 'x')|list }}",
        "{{ [1]|slice(10**12)|list }}",
        "{% set h = 'a' * 1000000 %}{% set n = 'a' * 500000 ~ 'b' %}"
            + "{% for i in range(1000) %}{{ n in h }}{% endfor %}",
        "{% set h = ' ' * 1000000 %}{% for i in range(100000) %}{{ h.strip() }}{% endfor %}",
        "{% set h = 'é' * 1000000 %}{% for i in range(100000) %}{{ h[i] }}{% endfor %}"
      })
  void workIsBounded(String source) {
    assertThat(fault(source)).contains("steps");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ range(10**9) }}",
        "{{ range(-9223372036854775807, 9223372036854775807) }}",
        "{{ 10**19 }}",
        "{{ 9223372036854775807 + 1 }}",
        "{{ 9223372036854775807 * 2 }}",
        "{{ (-9223372036854775807 - 1) // -1 }}",
        "{{ -(-9223372036854775807 - 1) }}",
        "{{ (-9223372036854775807 - 1)|abs }}",
        "{{ 99999999999999999999 }}",
        "{{ '99999999999999999999'|int }}",
        "{{ 1e300|int }}",
        "{{ '%.1000000000f' % 1.5 }}",
        "{{ '{:.1000000000f}'.format(1.5) }}"
      })
  void numbersAreBounded(String source) {
    assertThat(fault(source)).isNotEmpty();
  }

  @Test
  void longSourcesAreRefused() {
    assertThat(fault("a".repeat(Lexer.SOURCE + 1))).contains("source is longer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{#", "{%", "{{", "{{-", "{% raw %}", "{", "{% endraw", "{{ '"})
  void manyOpenTagsTakeLinearTime(String open) {
    assertThat(outcome(open.repeat(50_000), Map.of())).isNotNull();
    assertThat(outcome("{% raw %}" + open.repeat(50_000), Map.of())).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"include 'x'", "import 'x' as y", "from 'x' import y", "extends 'x'"})
  void otherTemplatesAreRefused(String tag) {
    assertThat(fault("{% " + tag + " %}")).contains("reads other templates");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ ''.__class__.__mro__ }}",
        "{{ [].__class__.__base__.__subclasses__() }}",
        "{{ range.__globals__.os }}",
        "{{ namespace.__init__.__globals__['os'].popen('id').read() }}",
        "{{ strftime_now.__self__.getClass() }}",
        "{{ s.getClass().forName('java.lang.Runtime') }}",
        "{{ '{0.__class__.__mro__}'.format(s) }}",
        "{{ (s|attr('__class__')).__mro__ }}"
      })
  void nothingLeadsOutOfTheSandbox(String source) {
    assertThat(fault(source)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"s.__class__", "s.getClass", "s.class", "d.__dict__", "l.stream", "s.value"})
  void javaMembersAreSimplyNotThere(String member) {
    assertThat(outcome("{{ " + member + " is defined }}", Map.of("s", "x", "d", Map.of())))
        .isIn("False", "line 1: 'l' is undefined");
  }

  @Test
  void variablesAreChecked() {
    Map<String, Object> cyclic = new HashMap<>();
    cyclic.put("self", cyclic);
    assertThat((String) outcome("x", cyclic)).contains("nests deeper than");
    assertThat((String) outcome("x", Map.of("o", new Object()))).contains("java.lang.Object");
    assertThat((String) outcome("x", Map.of("n", java.math.BigInteger.TWO.pow(63))))
        .contains("64 bits");
  }

  private static String fault(String source) {
    Object outcome = outcome(source, Map.of("s", "x"));
    assertThat(outcome).asString().startsWith("line ");
    return (String) outcome;
  }

  /** The rendered text, or the message of the fault; anything else that is thrown. */
  private static Object outcome(String source, Map<String, Object> variables) {
    AtomicReference<@Nullable Object> outcome = new AtomicReference<>();
    Runnable work =
        () -> {
          try {
            outcome.set(Template.compile(source).render(variables, Instant.EPOCH));
          } catch (RuntimeFault fault) {
            outcome.set(String.valueOf(fault.getMessage()).replaceFirst("Chat template, ", ""));
          } catch (Throwable t) {
            outcome.set(t);
          }
        };
    Thread thread = new Thread(null, work, "small stack", STACK);
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return java.util.Objects.requireNonNull(outcome.get());
  }
}
