package dev.flint.runtime.text.template;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Substrings in linear time, whatever the texts are (Knuth, Morris and Pratt 1977). */
final class Search {
  /** Up to this length the JDK's search, quadratic in the worst case, is fast enough. */
  private static final int SHORT = 16;

  private Search() {}

  /** The first index of {@code part} at or after {@code from}, or -1. */
  static int find(Render render, String text, String part, int from) {
    if (part.length() > text.length() - from) {
      return -1;
    }
    return find(render, text, part, part.length() > SHORT ? borders(part) : null, from);
  }

  private static int find(
      Render render, String text, String part, int @Nullable [] borders, int from) {
    int found = borders == null ? text.indexOf(part, from) : search(text, part, borders, from);
    int read = (found < 0 ? text.length() : found + part.length()) - from;
    // Our own search is slower than the JDK's.
    long price = borders == null ? 1 : 4;
    render.budget().scan(Math.max(read, 0) * price + 32);
    return found;
  }

  /** Every index of {@code part}, without overlaps, at most so many; the part is not empty. */
  static List<Integer> all(Render render, String text, String part, long limit) {
    List<Integer> found = new ArrayList<>();
    if (part.length() > text.length()) {
      return found;
    }
    int[] borders = part.length() > SHORT ? borders(part) : null;
    int from = 0;
    while (found.size() < limit) {
      int index = find(render, text, part, borders, from);
      if (index < 0) {
        break;
      }
      render.budget().elements(1);
      found.add(index);
      from = index + part.length();
    }
    return found;
  }

  /** The same from the end of the text, but in order of rising index. */
  static List<Integer> allFromEnd(Render render, String text, String part, long limit) {
    render.budget().text((long) text.length() + part.length());
    List<Integer> found = all(render, reverse(text), reverse(part), limit);
    List<Integer> indices = new ArrayList<>(found.size());
    for (int i = found.size() - 1; i >= 0; i--) {
      indices.add(text.length() - found.get(i) - part.length());
    }
    return indices;
  }

  /** Character by character, so that surrogate pairs do not shift. */
  private static String reverse(String text) {
    char[] reversed = new char[text.length()];
    for (int i = 0; i < reversed.length; i++) {
      reversed[i] = text.charAt(reversed.length - 1 - i);
    }
    return new String(reversed);
  }

  private static int[] borders(String part) {
    int[] borders = new int[part.length()];
    int length = 0;
    for (int i = 1; i < borders.length; i++) {
      while (length > 0 && part.charAt(i) != part.charAt(length)) {
        length = borders[length - 1];
      }
      if (part.charAt(i) == part.charAt(length)) {
        length++;
      }
      borders[i] = length;
    }
    return borders;
  }

  private static int search(String text, String part, int[] borders, int from) {
    int matched = 0;
    for (int i = Math.max(from, 0); i < text.length(); i++) {
      while (matched > 0 && text.charAt(i) != part.charAt(matched)) {
        matched = borders[matched - 1];
      }
      if (text.charAt(i) == part.charAt(matched)) {
        matched++;
      }
      if (matched == part.length()) {
        return i + 1 - matched;
      }
    }
    return -1;
  }
}
