package dev.flint.runtime.text;

import java.util.function.IntPredicate;

/** One stage of pre-tokenization: cuts a range of code points into consecutive words. */
interface Split {

  /** Appends the end of each word of {@code [from, to)}, the last of which is {@code to}. */
  void cut(int[] text, int from, int to, IntList ends);

  /** One alternative of a regular expression, tried at one position. */
  interface Match {
    /** The end of the match that starts at {@code at}, or {@code at} where there is none. */
    int end(int[] text, int at, int to);
  }

  /** Each match is a word, and so is each stretch between two matches. */
  static Split matches(Match match) {
    return (text, from, to, ends) -> {
      int start = from;
      for (int at = from; at < to; ) {
        int end = match.end(text, at, to);
        if (end == at) {
          at++;
          continue;
        }
        if (at > start) {
          ends.add(at);
        }
        ends.add(end);
        start = end;
        at = end;
      }
      if (start < to) {
        ends.add(to);
      }
    };
  }

  /** {@code X+} */
  static Split runs(IntPredicate x) {
    return matches((text, at, to) -> run(x, text, at, to));
  }

  /** {@code X{1,n}} */
  static Split upTo(int n, IntPredicate x) {
    return matches((text, at, to) -> run(x, text, at, Math.min(to, at + n)));
  }

  /** {@code X{n}} */
  static Split exactly(int n, IntPredicate x) {
    return matches(
        (text, at, to) -> to - at >= n && run(x, text, at, at + n) == at + n ? at + n : at);
  }

  /** {@code prefix?X+} */
  static Split prefixed(IntPredicate prefix, IntPredicate x) {
    return matches((text, at, to) -> {
      if (prefix.test(text[at])) {
        int end = run(x, text, at + 1, to);
        if (end > at + 1) {
          return end;
        }
      }
      return run(x, text, at, to);
    });
  }

  /** {@code \s+$}: white space at the end is a word of its own. */
  static Split trailingSpace() {
    return (text, from, to, ends) -> {
      int end = to;
      while (end > from && CodePoints.space(text[end - 1])) {
        end--;
      }
      if (end > from) {
        ends.add(end);
      }
      if (end < to) {
        ends.add(to);
      }
    };
  }

  /** The end of the longest run of a class that starts at a position. */
  static int run(IntPredicate x, int[] text, int at, int to) {
    int end = at;
    while (end < to && x.test(text[end])) {
      end++;
    }
    return end;
  }

  /**
   * {@code \s+(?!\S)|\s+}: all white space but the last before a word, which takes it along. The
   * end of the range counts as the end of the text.
   */
  static int space(int[] text, int at, int to) {
    int end = run(CodePoints::space, text, at, to);
    return end < to && end - at > 1 ? end - 1 : end;
  }

  /** {@code \s*[\r\n]+|\s+(?!\S)|\s+} */
  static int spaceOrLines(int[] text, int at, int to) {
    int end = run(CodePoints::space, text, at, to);
    for (int last = end; last > at; last--) {
      if (CodePoints.lineBreak(text[last - 1])) {
        return last;
      }
    }
    return end < to && end - at > 1 ? end - 1 : end;
  }
}
