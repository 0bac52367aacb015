package dev.flint.runtime.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * SentencePiece's byte pair encoding: a text is merged as a whole, with spaces written as U+2581,
 * always the neighbours whose joint piece scores highest. Characters that no piece has become byte
 * tokens, or the unknown token where those are missing.
 */
final class SentencePieces implements TextCoding {
  private static final char SPACE = '▁';

  private final Vocabulary vocabulary;
  private final boolean addsSpace;

  /** Per token: its place in the order of merging; tokens of equal score share one. */
  private final int[] ranks;

  /** Whether a text can be merged word by word, which gives the same tokens sooner. */
  private final boolean wordsApart;

  /** Per byte: its token, or -1. */
  private final int[] byteTokens;

  SentencePieces(Vocabulary vocabulary, double[] scores, boolean addsSpace) {
    this.vocabulary = vocabulary;
    this.addsSpace = addsSpace;
    this.ranks = ranks(scores);
    this.wordsApart = wordsApart(vocabulary);
    this.byteTokens = byteTokens(vocabulary);
  }

  @Override
  public void encode(String text, boolean first, IntList tokens) {
    char[] characters = escape(text, first && addsSpace);
    SymbolChain chain = new SymbolChain();
    int[] starts = new int[wordsApart ? 64 : characters.length + 1];
    boolean afterUnknown = false;
    for (int from = 0; from < characters.length; ) {
      int to = wordsApart ? wordEnd(characters, from) : characters.length;
      if (starts.length <= to - from) {
        starts = new int[(to - from) * 2];
      }
      afterUnknown = encode(characters, from, to, starts, chain, afterUnknown, tokens);
      from = to;
    }
  }

  /** Merges one stretch of the text; true where it ended in an unknown token. */
  private boolean encode(
      char[] text,
      int from,
      int to,
      int[] starts,
      SymbolChain chain,
      boolean unknown,
      IntList tokens) {
    chain.clear();
    int count = 0;
    for (int at = from; at < to; count++) {
      int length = Character.isHighSurrogate(text[at]) ? 2 : 1;
      starts[count] = at;
      chain.add(vocabulary.textual(text, at, at + length));
      at += length;
    }
    starts[count] = to;
    chain.joinAll((c, left, right) -> join(text, starts[left], starts[c.next(right)]));
    boolean afterUnknown = unknown;
    for (int at = 0; at < count; at = chain.next(at)) {
      if (chain.symbol(at) >= 0) {
        tokens.add(chain.symbol(at));
        afterUnknown = false;
      } else {
        afterUnknown = fallBack(text, starts[at], starts[at + 1], afterUnknown, tokens);
      }
    }
    return afterUnknown;
  }

  private static int wordEnd(char[] text, int from) {
    int at = from;
    while (at < text.length && text[at] == SPACE) {
      at++;
    }
    while (at < text.length && text[at] != SPACE) {
      at++;
    }
    return at;
  }

  /** Whether no piece goes on with a space after anything else, so that none reaches over words. */
  private static boolean wordsApart(Vocabulary vocabulary) {
    for (int token = 0; token < vocabulary.size(); token++) {
      String piece = vocabulary.piece(token);
      int space = piece.lastIndexOf(SPACE);
      while (space > 0 && piece.charAt(space - 1) == SPACE) {
        space--;
      }
      if (space > 0 && vocabulary.kind(token).textual()) {
        return false;
      }
    }
    return true;
  }

  private long join(char[] text, int from, int to) {
    int token = vocabulary.textual(text, from, to);
    return token < 0 ? -1 : (long) ranks[token] << 32 | token;
  }

  /** Writes a character that no piece has; true where it became, or extended, an unknown token. */
  private boolean fallBack(char[] text, int from, int to, boolean afterUnknown, IntList tokens) {
    byte[] bytes = new String(text, from, to - from).getBytes(StandardCharsets.UTF_8);
    boolean complete = true;
    for (byte value : bytes) {
      complete &= byteTokens[value & 0xFF] >= 0;
    }
    if (complete) {
      for (byte value : bytes) {
        tokens.add(byteTokens[value & 0xFF]);
      }
      return false;
    }
    OptionalInt unknown = vocabulary.unknown();
    // One unknown token stands for a whole run of unknown characters, as SentencePiece has it.
    if (unknown.isPresent() && !afterUnknown) {
      tokens.add(unknown.getAsInt());
    }
    return true;
  }

  @Override
  public byte[] bytes(String piece) {
    return piece.replace(SPACE, ' ').getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean addsSpace() {
    return addsSpace;
  }

  /** Spaces become U+2581, lone surrogates U+FFFD. */
  private static char[] escape(String text, boolean space) {
    char[] characters = (space ? SPACE + text : text).toCharArray();
    for (int i = 0; i < characters.length; i++) {
      if (characters[i] == ' ') {
        characters[i] = SPACE;
      } else if (Character.isHighSurrogate(characters[i])
          && i + 1 < characters.length
          && Character.isLowSurrogate(characters[i + 1])) {
        i++;
      } else if (Character.isSurrogate(characters[i])) {
        characters[i] = '\uFFFD';
      }
    }
    return characters;
  }

  private static int[] ranks(double[] scores) {
    for (int token = 0; token < scores.length; token++) {
      if (Double.isNaN(scores[token])) {
        throw TokenizerMetadata.malformed("scores", token, "is not a number");
      }
    }
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    int[] ranks = new int[scores.length];
    for (int token = 0; token < ranks.length; token++) {
      // All entries equal to this score lie together; the last of them names its rank.
      ranks[token] = scores.length - upper(sorted, scores[token]);
    }
    return ranks;
  }

  /** How many of the sorted values are not above this one. */
  private static int upper(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] <= value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static int[] byteTokens(Vocabulary vocabulary) {
    int[] tokens = new int[256];
    for (int value = 0; value < 256; value++) {
      int token = vocabulary.pieces().find(String.format("<0x%02X>", value));
      if (token < 0 && value < 128) {
        token = vocabulary.pieces().find(Character.toString(value));
      }
      TokenKind kind = token < 0 ? TokenKind.CONTROL : vocabulary.kind(token);
      tokens[value] = kind == TokenKind.BYTE || kind.textual() ? token : -1;
    }
    return tokens;
  }
}
