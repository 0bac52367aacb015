package dev.flint.runtime.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Cuts special tokens out of a text before the rest is tokenized. Longer tokens win, wherever they
 * stand; among occurrences of one token the leftmost does.
 */
final class SpecialTokens {

  /** A stretch of a text: one special token, or plain text where {@code token} is -1. */
  record Fragment(int token, int from, int to) {}

  /** A tree of all special pieces, by which one pass over a text tells which occur in it at all. */
  private static final class Node {
    final Map<Character, Node> next = new HashMap<>();
    int token = -1;
  }

  private final Vocabulary vocabulary;
  private final Node root = new Node();
  private final BitSet stripsLeft = new BitSet();
  private final BitSet stripsRight = new BitSet();
  private final Comparator<Integer> longestFirst;

  SpecialTokens(Vocabulary vocabulary, TokenizerMetadata metadata) {
    this.vocabulary = vocabulary;
    this.longestFirst =
        Comparator.<Integer>comparingInt(
                token -> -vocabulary.piece(token).getBytes(StandardCharsets.UTF_8).length)
            .thenComparingInt(token -> token);
    for (int token : vocabulary.special()) {
      Node node = root;
      for (char character : vocabulary.piece(token).toCharArray()) {
        node = node.next.computeIfAbsent(character, c -> new Node());
      }
      node.token = token;
    }
    strips(metadata);
  }

  /** Which tokens swallow the white space beside them: files do not say, so model names must. */
  private void strips(TokenizerMetadata metadata) {
    String pre = metadata.string("pre", "");
    String name = metadata.general("general.name").toLowerCase(Locale.ROOT);
    String architecture = metadata.general("general.architecture");
    if (pre.contains("jina-v2-de")
        || pre.contains("jina-v2-es")
        || pre.contains("jina-v2-code")
        || architecture.contains("nomic-bert-moe")
        || architecture.contains("jina-bert-v3")) {
      set(stripsLeft, "<mask>", true);
    } else if (name.contains("phi-3") || name.contains("phi3")) {
      vocabulary.special().forEach(stripsRight::set);
      set(stripsRight, "<unk>", false);
      set(stripsRight, "<s>", false);
      set(stripsRight, "<|endoftext|>", false);
    } else if (name.contains("modern-bert")) {
      set(stripsLeft, "[MASK]", true);
    }
  }

  private void set(BitSet tokens, String piece, boolean value) {
    int token = vocabulary.pieces().find(piece);
    if (token >= 0) {
      tokens.set(token, value);
    }
  }

  /**
   * The fragments of a text in order; white space that a token swallows belongs to none.
   *
   * @param control whether control and unknown tokens count, or only those the author defined
   */
  List<Fragment> split(String text, boolean control) {
    if (text.isEmpty()) {
      return List.of();
    }
    List<Integer> present = present(text, control);
    if (present.isEmpty()) {
      return List.of(new Fragment(-1, 0, text.length()));
    }
    BitSet taken = new BitSet(text.length());
    List<Fragment> tokens = new ArrayList<>();
    for (int token : present) {
      take(text, token, taken, tokens);
    }
    tokens.sort(Comparator.comparingInt(Fragment::from));
    List<Fragment> fragments = new ArrayList<>();
    int from = 0;
    for (Fragment token : tokens) {
      addText(fragments, taken, from, token.from());
      fragments.add(token);
      from = token.to();
    }
    addText(fragments, taken, from, text.length());
    return fragments;
  }

  private List<Integer> present(String text, boolean control) {
    List<Integer> present = new ArrayList<>();
    if (root.next.isEmpty()) {
      return present;
    }
    BitSet seen = new BitSet();
    BitSet first = new BitSet();
    root.next.keySet().forEach(first::set);
    for (int start = 0; start < text.length(); start++) {
      if (!first.get(text.charAt(start))) {
        continue;
      }
      Node node = root.next.get(text.charAt(start));
      for (int at = start + 1; node != null; at++) {
        int token = node.token;
        if (token >= 0 && !seen.get(token)) {
          seen.set(token);
          if (control || vocabulary.kind(token) == TokenKind.USER_DEFINED) {
            present.add(token);
          }
        }
        node = at < text.length() ? node.next.get(text.charAt(at)) : null;
      }
    }
    present.sort(longestFirst);
    return present;
  }

  private void take(String text, int token, BitSet taken, List<Fragment> tokens) {
    String piece = vocabulary.piece(token);
    int from = text.indexOf(piece);
    while (from >= 0) {
      int to = from + piece.length();
      if (overlaps(taken, from, to)) {
        from = text.indexOf(piece, from + 1);
        continue;
      }
      taken.set(from, to);
      tokens.add(new Fragment(token, from, to));
      if (stripsLeft.get(token)) {
        for (int at = from - 1; at >= 0 && !taken.get(at) && blank(text.charAt(at)); at--) {
          taken.set(at);
        }
      }
      int next = to;
      if (stripsRight.get(token)) {
        while (next < text.length() && !taken.get(next) && blank(text.charAt(next))) {
          taken.set(next++);
        }
      }
      from = text.indexOf(piece, next);
    }
  }

  private static boolean overlaps(BitSet taken, int from, int to) {
    for (int at = from; at < to; at++) {
      if (taken.get(at)) {
        return true;
      }
    }
    return false;
  }

  private static void addText(List<Fragment> fragments, BitSet taken, int from, int to) {
    int start = taken.nextClearBit(from);
    int next = taken.nextSetBit(start);
    int end = next < 0 ? to : Math.min(next, to);
    if (start < end) {
      fragments.add(new Fragment(-1, start, end));
    }
  }

  private static boolean blank(char character) {
    return character == ' ' || CodePoints.within(character, '\t', '\r');
  }
}
