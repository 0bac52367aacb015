package dev.flint.runtime.text.template;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Operations on texts that filters and methods share. */
final class Texts {
  private Texts() {}

  /** Strips whitespace, or the given characters, from one end or both. */
  static String strip(
      Render render, String text, @Nullable String chars, boolean left, boolean right) {
    render.budget().scan(text.length());
    BitSet set = null;
    if (chars != null) {
      render.budget().steps(chars.length());
      set = new BitSet();
      chars.codePoints().forEach(set::set);
    }
    int start = 0;
    int end = text.length();
    while (left && start < end && stripped(text.codePointAt(start), set)) {
      start += Character.charCount(text.codePointAt(start));
    }
    while (right && end > start && stripped(text.codePointBefore(end), set)) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    render.budget().text(end - start);
    return text.substring(start, end);
  }

  private static boolean stripped(int c, @Nullable BitSet set) {
    return set == null ? Whitespace.is(c) : set.get(c);
  }

  /** Replaces at most {@code count} occurrences; all if it is negative. */
  static String replace(Render render, String text, String old, String with, long count) {
    long limit = count < 0 ? Long.MAX_VALUE : count;
    if (old.isEmpty()) {
      return between(render, text, with, limit);
    }
    TextBuffer out = new TextBuffer(render.budget());
    int from = 0;
    for (int index : Search.all(render, text, old, limit)) {
      out.append(text, from, index).append(with);
      from = index + old.length();
    }
    return out.append(text, from, text.length()).toString();
  }

  /** Nothing stands before, between and after all characters. */
  private static String between(Render render, String text, String with, long limit) {
    TextBuffer out = new TextBuffer(render.budget());
    long left = limit;
    int i = 0;
    while (left-- > 0) {
      render.budget().step();
      out.append(with);
      if (i == text.length()) {
        break;
      }
      int c = text.codePointAt(i);
      out.appendCodePoint(c);
      i += Character.charCount(c);
    }
    return out.append(text, i, text.length()).toString();
  }

  static String spaces(Render render, long count) {
    return fill(render, " ", count);
  }

  /** One character so many times. */
  static String fill(Render render, String fill, long count) {
    if (count <= 0) {
      return "";
    }
    render.budget().text(Math.min(count, Budget.TEXT + 1L) * fill.length());
    return fill.repeat((int) count);
  }

  static String center(Render render, String text, long width, String fill) {
    long margin = width - Characters.count(render, text);
    if (margin <= 0) {
      return text;
    }
    long left = margin / 2 + (margin & width & 1);
    return render.text(fill(render, fill, left) + text + fill(render, fill, margin - left)).value();
  }

  /** The lines of a text; the last is left out if it is empty. */
  static List<String> lines(Render render, String text, boolean keepEnds) {
    List<String> lines = new ArrayList<>();
    render.budget().text(text.length());
    int start = 0;
    for (int i = 0; i < text.length(); ) {
      char c = text.charAt(i++);
      if (Whitespace.endsLine(c)) {
        int end = i - 1;
        if (c == '\r' && i < text.length() && text.charAt(i) == '\n') {
          i++;
        }
        render.budget().elements(1);
        lines.add(text.substring(start, keepEnds ? i : end));
        start = i;
      }
    }
    if (start < text.length()) {
      lines.add(text.substring(start));
    }
    return lines;
  }

  /** The words between runs of whitespace; after {@code limit} cuts the rest stays whole. */
  static List<String> words(Render render, String text, long limit) {
    List<String> words = new ArrayList<>();
    render.budget().text(text.length());
    int at = Whitespace.skip(text, 0);
    while (at < text.length()) {
      render.budget().elements(1);
      if (limit >= 0 && words.size() == limit) {
        words.add(text.substring(at));
        break;
      }
      int end = at;
      while (end < text.length() && !Whitespace.is(text.charAt(end))) {
        end++;
      }
      words.add(text.substring(at, end));
      at = Whitespace.skip(text, end);
    }
    return words;
  }

  /** The same cut from the right. */
  static List<String> wordsFromEnd(Render render, String text, long limit) {
    List<String> words = new ArrayList<>();
    render.budget().text(text.length());
    int end = skipBack(text, text.length());
    while (end > 0) {
      render.budget().elements(1);
      if (limit >= 0 && words.size() == limit) {
        words.add(text.substring(0, end));
        break;
      }
      int start = end;
      while (start > 0 && !Whitespace.is(text.charAt(start - 1))) {
        start--;
      }
      words.add(text.substring(start, end));
      end = skipBack(text, start);
    }
    return words.reversed();
  }

  private static int skipBack(String text, int from) {
    int i = from;
    while (i > 0 && Whitespace.is(text.charAt(i - 1))) {
      i--;
    }
    return i;
  }

  /** The parts around the given occurrences of a separator. */
  static List<String> parts(Render render, String text, int separator, List<Integer> indices) {
    render.budget().text(text.length());
    render.budget().elements(indices.size() + 1L);
    List<String> parts = new ArrayList<>(indices.size() + 1);
    int from = 0;
    for (int index : indices) {
      parts.add(text.substring(from, index));
      from = index + separator;
    }
    parts.add(text.substring(from));
    return parts;
  }

  static Value list(List<String> parts) {
    List<Value> values = new ArrayList<>(parts.size());
    parts.forEach(part -> values.add(new Value.Text(part)));
    return ListValue.of(values);
  }
}
