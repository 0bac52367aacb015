package dev.flint.runtime.text.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flint.runtime.RuntimeFault;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Templates cut up and put together at random, from a fixed seed: a text or one kind of fault. */
final class TemplateFuzzTest {
  private static final int ROUNDS = 20_000;

  private static final List<String> PIECES =
      List.of(
          "{{",
          "}}",
          "{%",
          "%}",
          "{#",
          "#}",
          "-",
          "+",
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          "|",
          ".",
          ",",
          ":",
          "'",
          "\"",
          "\\",
          "\n",
          " ",
          "**",
          "//",
          "%",
          "~",
          "==",
          "<",
          " in ",
          " is ",
          " not ",
          " if ",
          " else ",
          " for x in l ",
          "endfor",
          "endif",
          "set ",
          "macro m(a)",
          "endmacro",
          "loop",
          "range(9)",
          "namespace()",
          "9223372036854775807",
          "1e308",
          "0.1",
          "none",
          "true",
          "s",
          "l",
          "d",
          "|tojson",
          "|join",
          "|map(",
          "|sort",
          "|int",
          "|round",
          "|indent",
          "*",
          "=",
          "😀",
          "\u0000",
          "ß",
          "[::-1]",
          "[1:]",
          ".split(",
          ".format(",
          ".items()",
          "raw",
          "endraw");

  @Test
  void anyTextRendersOrFaults() throws IOException {
    List<String> seeds = seeds();
    SplittableRandom random = new SplittableRandom(20260928);
    Map<String, Object> variables =
        Map.of(
            "s",
            "Hello, wörld 😀",
            "i",
            7,
            "f",
            2.5,
            "t",
            true,
            "l",
            List.of(3, 1, 2),
            "d",
            Map.of("a", List.of(1, "x")),
            "ms",
            List.of(Map.of("role", "user")));
    int rendered = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String source = mutate(seeds, random);
      try {
        Template.compile(source).render(variables, Instant.EPOCH);
        rendered++;
      } catch (RuntimeFault fault) {
        assertThat(fault.code()).isEqualTo(RuntimeFault.Code.TEMPLATE);
        assertThat(fault).hasMessageStartingWith("Chat template, line ");
      } catch (RuntimeException | Error e) {
        throw new AssertionError("round " + round + ": " + source, e);
      }
    }
    // The mutations are gentle enough to reach the evaluator.
    assertThat(rendered).isGreaterThan(ROUNDS / 10);
  }

  private static List<String> seeds() throws IOException {
    List<String> seeds = new ArrayList<>();
    for (String file : List.of("expressions.jsonl", "statements.jsonl")) {
      TemplateLanguageTest.lines(file).stream()
          .skip(1)
          .map(PlainJson::read)
          .map(row -> PlainJson.<String>at(row, "template"))
          .forEach(seeds::add);
    }
    return seeds;
  }

  private static String mutate(List<String> seeds, SplittableRandom random) {
    StringBuilder text = new StringBuilder(pick(seeds, random));
    if (random.nextInt(3) == 0) {
      text.append(pick(seeds, random));
    }
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + random.nextInt(6));
      switch (random.nextInt(4)) {
        case 0 -> text.insert(at, pick(PIECES, random));
        case 1 -> text.delete(at, end);
        case 2 -> text.replace(at, end, pick(PIECES, random));
        default -> text.insert(at, text.substring(at, end));
      }
    }
    return text.toString();
  }

  private static String pick(List<String> from, SplittableRandom random) {
    return from.get(random.nextInt(from.size()));
  }
}
