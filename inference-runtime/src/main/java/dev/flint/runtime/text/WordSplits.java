package dev.flint.runtime.text;

import java.util.function.IntPredicate;

/**
 * The families of word patterns that byte-level vocabularies were trained with. Each matches the
 * regular expression beside it; hand-written, because {@code \s}, {@code \p{L}} and case folding
 * differ between regular expression engines.
 */
final class WordSplits {
  private WordSplits() {}

  /** GPT-2: {@code 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+} */
  static Split gpt2() {
    return Split.matches((text, at, to) -> {
      int contraction = Contractions.end(text, at, to, false);
      if (contraction > at) {
        return contraction;
      }
      int start = text[at] == ' ' && at + 1 < to ? at + 1 : at;
      if (CodePoints.letter(text[start])) {
        return Split.run(CodePoints::letter, text, start, to);
      }
      if (CodePoints.number(text[start])) {
        return Split.run(CodePoints::number, text, start, to);
      }
      int end = Split.run(WordSplits::other, text, start, to);
      return end > start ? end : Split.space(text, at, to);
    });
  }

  /**
   * Llama 3 and its kin: {@code (?i:'s|'t|…)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,n}|
   * ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+}
   *
   * @param digits the most digits in one word
   */
  static Split llama3(int digits) {
    return words(CodePoints::letter, digits, true, true);
  }

  /** The same with combining marks among the letters: {@code [\p{L}\p{M}]} for {@code \p{L}}. */
  static Split qwen35() {
    return words(WordSplits::letterOrMark, 1, true, true);
  }

  /** The same without contractions. */
  static Split uncontracted() {
    return words(CodePoints::letter, 1, false, true);
  }

  /** The same with line breaks apart from other symbols: {@code ?[^\s\p{L}\p{N}\r\n]+}. */
  static Split seedCoder() {
    return words(CodePoints::letter, 1, true, false);
  }

  private static Split words(
      IntPredicate letters, int digits, boolean contractions, boolean trailingLines) {
    IntPredicate others = point -> other(point) && !letters.test(point);
    return Split.matches((text, at, to) -> {
      int contraction = contractions ? Contractions.end(text, at, to, true) : at;
      if (contraction > at) {
        return contraction;
      }
      int letter = firstLetter(letters, text, at, to);
      if (letter >= 0) {
        return Split.run(letters, text, letter, to);
      }
      if (CodePoints.number(text[at])) {
        return Split.run(CodePoints::number, text, at, (int) Math.min(to, (long) at + digits));
      }
      int start = text[at] == ' ' ? at + 1 : at;
      int end = Split.run(others, text, start, to);
      if (end > start) {
        return trailingLines ? Split.run(CodePoints::lineBreak, text, end, to) : end;
      }
      return Split.spaceOrLines(text, at, to);
    });
  }

  /** Where letters begin for {@code [^\r\n\p{L}\p{N}]?[letters]+}; -1 where it does not match. */
  private static int firstLetter(IntPredicate letters, int[] text, int at, int to) {
    int point = text[at];
    if (letters.test(point)) {
      return at;
    }
    boolean prefix = !CodePoints.lineBreak(point) && !CodePoints.number(point);
    return prefix && at + 1 < to && letters.test(text[at + 1]) ? at + 1 : -1;
  }

  /**
   * GPT-4o and Tekken, as llama.cpp writes them: a word is capitals and then small letters; letters
   * outside ASCII count as both. {@code
   * [^\r\n\p{L}\p{N}]?U*W+('s|…)?|[^\r\n\p{L}\p{N}]?U+W*('s|…)?| \p{N}{1,n}|
   * ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+}
   */
  static Split cased(int digits, boolean contractions) {
    return Split.matches((text, at, to) -> {
      int letter = firstLetter(CodePoints::letter, text, at, to);
      if (letter >= 0) {
        int end = casedWord(text, letter, to);
        return contractions ? Contractions.end(text, end, to, true) : end;
      }
      if (CodePoints.number(text[at])) {
        return Split.run(CodePoints::number, text, at, Math.min(to, at + digits));
      }
      int start = text[at] == ' ' ? at + 1 : at;
      int end = Split.run(WordSplits::other, text, start, to);
      if (end > start) {
        return Split.run(p -> CodePoints.lineBreak(p) || p == '/', text, end, to);
      }
      return Split.spaceOrLines(text, at, to);
    });
  }

  /** {@code U*W+}, which gives letters back until W+ fits; where it never does, {@code U+}. */
  private static int casedWord(int[] text, int at, int to) {
    int end = Split.run(WordSplits::capital, text, at, to);
    if (end < to && small(text[end])) {
      return Split.run(WordSplits::small, text, end, to);
    }
    for (int last = end - 1; last >= at; last--) {
      if (small(text[last])) {
        return last + 1;
      }
    }
    return end;
  }

  /**
   * DeepSeek V3: {@code [ASCII punctuation][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+|
   * ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+}
   */
  static Split deepseek3() {
    return Split.matches((text, at, to) -> {
      int point = text[at];
      if (point > ' ' && point < 0x7F && punctuationOrSymbol(point)) {
        int end = Split.run(CodePoints::asciiLetter, text, at + 1, to);
        if (end > at + 1) {
          return end;
        }
      }
      if (letterOrMark(point)) {
        return Split.run(WordSplits::letterOrMark, text, at, to);
      }
      boolean prefix = !CodePoints.lineBreak(point) && !punctuationOrSymbol(point);
      if (prefix && at + 1 < to && letterOrMark(text[at + 1])) {
        return Split.run(WordSplits::letterOrMark, text, at + 1, to);
      }
      int start = point == ' ' ? at + 1 : at;
      int end = Split.run(WordSplits::punctuationOrSymbol, text, start, to);
      if (end > start) {
        return Split.run(CodePoints::lineBreak, text, end, to);
      }
      return Split.spaceOrLines(text, at, to);
    });
  }

  private static boolean other(int point) {
    return !CodePoints.space(point) && !CodePoints.letter(point) && !CodePoints.number(point);
  }

  private static boolean letterOrMark(int point) {
    return CodePoints.letter(point) || CodePoints.mark(point);
  }

  private static boolean punctuationOrSymbol(int point) {
    return CodePoints.punctuation(point) || CodePoints.symbol(point);
  }

  private static boolean capital(int point) {
    return CodePoints.letter(point) && !(point >= 'a' && point <= 'z');
  }

  private static boolean small(int point) {
    return CodePoints.letter(point) && !(point >= 'A' && point <= 'Z');
  }
}
