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

  /** Per byte: its token, or -1. */
  private final int[] byteTokens;

  SentencePieces(Vocabulary vocabulary, double[] scores, boolean addsSpace) {
    this.vocabulary = vocabulary;
    this.addsSpace = addsSpace;
    this.ranks = ranks(scores);
    this.byteTokens = byteTokens(vocabulary);
  }

  @Override
  public void encode(String text, boolean first, IntList tokens) {
    char[] characters = escape(text, first && addsSpace);
    int[] starts = new int[characters.length + 1];
    SymbolChain chain = new SymbolChain();
    int count = 0;
    for (int at = 0; at < characters.length; count++) {
      int length = Character.isHighSurrogate(characters[at]) ? 2 : 1;
      starts[count] = at;
      chain.add(vocabulary.textual(characters, at, at + length));
      at += length;
    }
    starts[count] = characters.length;
    chain.joinAll((c, left, right) -> join(characters, starts[left], starts[c.next(right)]));
    boolean afterUnknown = false;
    for (int at = 0; at < chain.size(); at = chain.next(at)) {
      if (chain.symbol(at) >= 0) {
        tokens.add(chain.symbol(at));
        afterUnknown = false;
      } else {
        int from = starts[at];
        afterUnknown = fallBack(characters, from, starts[at + 1], afterUnknown, tokens);
      }
    }
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
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] += 0.0; // -0.0 sorts apart from 0.0, but is no lower score
    }
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
      TokenKind kind = token < 0 ? TokenKind.CONTROL : vocabulary.kinds()[token];
      tokens[value] = kind == TokenKind.BYTE || kind.textual() ? token : -1;
    }
    return tokens;
  }
}
