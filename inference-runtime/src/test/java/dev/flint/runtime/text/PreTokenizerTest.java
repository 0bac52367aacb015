package dev.flint.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flint.runtime.RuntimeFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The hand-written matchers against the published patterns in a regular expression engine. */
final class PreTokenizerTest {
  // Java's \s is ASCII only or, with UNICODE_CHARACTER_CLASS, changes other classes too.
  private static final String S = "\\x09-\\x0D\\x{85}\\p{Z}";
  private static final String SPACES = "[" + S + "]+(?![^" + S + "])|[" + S + "]+";
  private static final String TAIL = "|[" + S + "]*[\\r\\n]+|" + SPACES;
  private static final String ANY_CASE = "'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD]";
  private static final String GPT2 =
      "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^" + S + "\\p{L}\\p{N}]+|" + SPACES;
  private static final String OTHERS = "| ?[^" + S + "\\p{L}\\p{N}]+[\\r\\n]*" + TAIL;
  private static final String QWEN2 = ANY_CASE + "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}" + OTHERS;
  private static final String LLAMA3 =
      ANY_CASE + "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}" + OTHERS;
  private static final String UPPER = "[\\p{L}&&[^a-z]]";
  private static final String LOWER = "[\\p{L}&&[^A-Z]]";
  private static final String CASED_WORD =
      "[^\\r\\n\\p{L}\\p{N}]?"
          + UPPER
          + "*"
          + LOWER
          + "+%1$s|[^\\r\\n\\p{L}\\p{N}]?"
          + UPPER
          + "+"
          + LOWER
          + "*%1$s";
  private static final String CASED_REST = "| ?[^" + S + "\\p{L}\\p{N}]+[\\r\\n/]*" + TAIL;

  static final Map<String, List<String>> PATTERNS =
      Map.ofEntries(
          Map.entry("gpt-2", List.of(GPT2)),
          Map.entry("starcoder", List.of("\\p{N}", GPT2)),
          Map.entry("falcon", List.of("[\\p{P}$+<=>^~|`]+", GPT2, "[0-9][0-9][0-9]")),
          Map.entry("default", List.of("[\\p{P}$+<=>^~|]+", GPT2, "\\p{N}+", "[0-9][0-9][0-9]")),
          Map.entry("llama-bpe", List.of(LLAMA3)),
          Map.entry("qwen2", List.of(QWEN2)),
          Map.entry(
              "qwen35",
              List.of(
                  ANY_CASE
                      + "|[^\\r\\n\\p{L}\\p{N}]?[\\p{L}\\p{M}]+|\\p{N}| ?[^"
                      + S
                      + "\\p{L}\\p{M}\\p{N}]+[\\r\\n]*"
                      + TAIL)),
          Map.entry(
              "seed-coder",
              List.of(
                  ANY_CASE
                      + "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^"
                      + S
                      + "\\p{L}\\p{N}\\r\\n]+"
                      + TAIL)),
          Map.entry("laguna", List.of("[^\\n]+|[\\n]+", QWEN2)),
          Map.entry("tekken", List.of(CASED_WORD.formatted("") + "|\\p{N}" + CASED_REST)),
          Map.entry(
              "gpt-4o",
              List.of(CASED_WORD.formatted("(?:" + ANY_CASE + ")?") + "|\\p{N}{1,3}" + CASED_REST)),
          Map.entry(
              "deepseek-coder",
              List.of(
                  "[\\r\\n]",
                  "[" + S + "]?\\p{L}+",
                  "[" + S + "]?\\p{P}+",
                  "[\\x{800}-\\x{9FA5}\\x{AC00}-\\x{D7FF}&&[^" + S + "]]+",
                  "\\p{N}")),
          Map.entry(
              "deepseek-v3",
              List.of(
                  "\\p{N}{1,3}",
                  "[一-龥\\x{3040}-ゟ゠-ヿ]+",
                  "[!-/:-@\\[-`{-~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+|"
                      + " ?[\\p{P}\\p{S}]+[\\r\\n]*"
                      + TAIL)),
          Map.entry("viking", List.of(" ?[^(" + S + "|.,!?…。，、।۔،)]+", "\\p{N}")),
          Map.entry(
              "minicpm5",
              List.of(
                  "\\p{N}{1,3}", ANY_CASE + "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}+" + OTHERS)));

  static Iterable<String> names() {
    return PATTERNS.keySet();
  }

  @ParameterizedTest
  @MethodSource("names")
  void cutsAsThePublishedPattern(String name) {
    List<Pattern> patterns =
        PATTERNS.getOrDefault(name, List.of()).stream().map(Pattern::compile).toList();
    PreTokenizer pre = PreTokenizer.named(name);
    Random random = new Random(7);
    for (int i = 0; i < 1500; i++) {
      String text = Vocabularies.text(random, 1 + random.nextInt(30));
      assertThat(words(pre, text)).as(text).isEqualTo(words(patterns, text));
    }
  }

  @Test
  void deepseekLlmKeepsItsOwnIdeaOfLetters() {
    PreTokenizer pre = PreTokenizer.named("deepseek-llm");
    // Georgian small letters are letters to Unicode, but not to this vocabulary.
    assertThat(words(pre, "a Ωმმ b\u3000。 12½ \n"))
        .containsExactly("a", " Ω", "მმ", " b", "\u3000", "。", " ", "12½", " ", "\n");
    assertThat(words(pre, "x   ")).containsExactly("x", "   ");
  }

  @Test
  void anUnknownNameIsAFault() {
    assertThatThrownBy(() -> PreTokenizer.named("nobody's"))
        .isInstanceOfSatisfying(
            RuntimeFault.class,
            fault -> {
              assertThat(fault.code()).isEqualTo(RuntimeFault.Code.UNSUPPORTED_MODEL);
              assertThat(fault)
                  .hasMessageContaining("tokenizer.ggml.pre")
                  .hasMessageContaining("nobody's");
            });
  }

  private static List<String> words(PreTokenizer pre, String text) {
    int[] points = CodePoints.of(text);
    List<String> words = new ArrayList<>();
    IntList ends = pre.words(points);
    int from = 0;
    for (int i = 0; i < ends.size(); i++) {
      words.add(new String(points, from, ends.get(i) - from));
      from = ends.get(i);
    }
    return words;
  }

  private static List<String> words(List<Pattern> patterns, String text) {
    List<String> words = List.of(text);
    for (Pattern pattern : patterns) {
      List<String> finer = new ArrayList<>();
      for (String word : words) {
        Matcher matcher = pattern.matcher(word);
        int from = 0;
        while (matcher.find()) {
          if (matcher.start() > from) {
            finer.add(word.substring(from, matcher.start()));
          }
          finer.add(matcher.group());
          from = matcher.end();
        }
        if (from < word.length()) {
          finer.add(word.substring(from));
        }
      }
      words = finer;
    }
    return words;
  }
}
