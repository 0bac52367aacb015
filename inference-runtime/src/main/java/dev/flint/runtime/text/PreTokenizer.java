package dev.flint.runtime.text;

import static dev.flint.runtime.text.Split.exactly;
import static dev.flint.runtime.text.Split.prefixed;
import static dev.flint.runtime.text.Split.runs;
import static dev.flint.runtime.text.Split.upTo;

import dev.flint.runtime.RuntimeFault;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * How a byte-level vocabulary cuts a text into words before it merges bytes within each, by the
 * name in {@code tokenizer.ggml.pre}. Each stage cuts the words of the one before.
 *
 * @param wholeWords whether a word that is itself a token is taken as it is, whatever the merges
 *     say
 * @param addsBos whether a prompt begins with the begin-of-sequence token where the file is silent
 */
record PreTokenizer(List<Split> stages, boolean wholeWords, boolean addsBos) {

  static PreTokenizer named(String name) {
    return switch (name) {
      case "llama3",
          "llama-v3",
          "llama-bpe",
          "falcon3",
          "falcon-h1",
          "pixtral",
          "midm-2.0",
          "lfm2" ->
          new PreTokenizer(List.of(WordSplits.llama3(3)), true, true);
      case "jina-v5-nano" -> new PreTokenizer(List.of(WordSplits.llama3(3)), true, true);
      case "minicpm5" ->
          new PreTokenizer(
              List.of(upTo(3, CodePoints::number), WordSplits.llama3(Integer.MAX_VALUE)),
              true,
              false);
      case "tekken" -> new PreTokenizer(List.of(WordSplits.cased(1, false)), true, true);
      default -> new PreTokenizer(stages(name), false, false);
    };
  }

  private static List<Split> stages(String name) {
    return switch (name) {
      case "", "default" ->
          List.of(
              runs(symbols("$+<=>^~|")),
              WordSplits.gpt2(),
              runs(CodePoints::number),
              exactly(3, PreTokenizer::digit));
      case "gpt-2", "phi-2", "jina-es", "jina-de", "jina-v1-en", "jina-v2-es", "jina-v2-de" ->
          List.of(WordSplits.gpt2());
      case "jina-v2-code", "roberta-bpe", "gigachat", "a.x-4.0", "mellum", "modern-bert" ->
          List.of(WordSplits.gpt2());
      case "mpt", "olmo", "jais", "trillion", "granite-docling", "exaone4" ->
          List.of(WordSplits.gpt2());
      case "starcoder", "refact", "command-r", "smollm", "codeshell", "exaone" ->
          List.of(upTo(1, CodePoints::number), WordSplits.gpt2());
      case "minerva-7b", "mellum2" -> List.of(upTo(1, CodePoints::number), WordSplits.gpt2());
      case "falcon" ->
          List.of(runs(symbols("$+<=>^~|`")), WordSplits.gpt2(), exactly(3, PreTokenizer::digit));
      case "dbrx", "smaug-bpe", "glm4", "chatglm-bpe" -> List.of(WordSplits.llama3(3));
      case "qwen2", "deepseek-r1-qwen", "kormo", "f2llmv2", "megrez", "stablelm2", "hunyuan" ->
          List.of(WordSplits.llama3(1));
      case "solar-open", "grok-2", "bailingmoe", "bailingmoe2", "llada-moe" ->
          List.of(WordSplits.llama3(1));
      case "qwen35" -> List.of(WordSplits.qwen35());
      case "ufakzeka" -> List.of(WordSplits.uncontracted());
      case "seed-coder" -> List.of(WordSplits.seedCoder());
      case "laguna" -> List.of(Split.matches(PreTokenizer::linesOrBreaks), WordSplits.llama3(1));
      case "gpt-4o", "llama4", "kanana2", "talkie", "minimax-m2" ->
          List.of(WordSplits.cased(3, true));
      case "deepseek-llm" -> deepseekLlm();
      case "deepseek-coder" ->
          List.of(
              upTo(1, CodePoints::lineBreak),
              prefixed(CodePoints::space, CodePoints::letter),
              prefixed(CodePoints::space, CodePoints::punctuation),
              runs(ScriptRanges::deepseekAsian),
              upTo(1, CodePoints::number));
      case "deepseek-v3", "hunyuan-dense", "joyai-llm", "hy_v4" ->
          List.of(
              upTo(3, CodePoints::number), runs(ScriptRanges::hanOrKana), WordSplits.deepseek3());
      case "poro-chat", "bloom", "gpt3-finnish" ->
          List.of(prefixed(point -> point == ' ', PreTokenizer::bloom));
      case "viking" ->
          List.of(
              prefixed(point -> point == ' ', PreTokenizer::bloom), upTo(1, CodePoints::number));
      default ->
          throw new RuntimeFault(
              RuntimeFault.Code.UNSUPPORTED_MODEL,
              "Metadata tokenizer.ggml.pre names the pre-tokenizer '"
                  + TokenKind.printable(name)
                  + "', which this version does not have.");
    };
  }

  private static List<Split> deepseekLlm() {
    return List.of(
        upTo(1, CodePoints::lineBreak),
        prefixed(CodePoints::space, ScriptRanges::deepseekLetter),
        prefixed(CodePoints::space, ScriptRanges::deepseekPunctuation),
        Split.trailingSpace(),
        runs(ScriptRanges::deepseekAsian),
        runs(CodePoints::number));
  }

  /** The ends of the words of a text, in code points. */
  IntList words(int[] text) {
    IntList ends = new IntList();
    if (text.length > 0) {
      ends.add(text.length);
    }
    for (Split stage : stages) {
      IntList finer = new IntList();
      int from = 0;
      for (int i = 0; i < ends.size(); i++) {
        stage.cut(text, from, ends.get(i), finer);
        from = ends.get(i);
      }
      ends = finer;
    }
    return ends;
  }

  private static IntPredicate symbols(String ascii) {
    return point -> CodePoints.punctuation(point) || ascii.indexOf(point) >= 0;
  }

  private static boolean digit(int point) {
    return point >= '0' && point <= '9';
  }

  /** {@code [^\n]+|[\n]+} */
  private static int linesOrBreaks(int[] text, int at, int to) {
    boolean breaks = text[at] == '\n';
    return Split.run(point -> (point == '\n') == breaks, text, at, to);
  }

  /** {@code [^(\s|.,!?…。，、।۔،)]}: the parentheses and the bar are part of the published class. */
  private static boolean bloom(int point) {
    return !CodePoints.space(point) && "(|.,!?…。，、।۔،)".indexOf(point) < 0;
  }
}
