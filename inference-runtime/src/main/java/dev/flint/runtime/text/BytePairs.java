package dev.flint.runtime.text;

/**
 * Byte-level byte pair encoding (Radford et al., 2019): a text is cut into words, each word's UTF-8
 * bytes are written in a printable alphabet, and neighbours are merged in the order in which the
 * vocabulary learned its merges.
 */
final class BytePairs implements TextCoding {
  private final Vocabulary vocabulary;
  private final MergeRanks merges;
  private final PreTokenizer pre;

  /** Per byte: the symbol of its character. */
  private final int[] byteSymbols;

  private BytePairs(Vocabulary vocabulary, MergeRanks merges, PreTokenizer pre, int[] byteSymbols) {
    this.vocabulary = vocabulary;
    this.merges = merges;
    this.pre = pre;
    this.byteSymbols = byteSymbols;
  }

  static BytePairs of(Vocabulary vocabulary, String[] merges, PreTokenizer pre) {
    MergeRanks ranks = new MergeRanks(vocabulary.pieces(), merges);
    int[] byteSymbols = new int[256];
    for (int value = 0; value < 256; value++) {
      char[] character = {ByteAlphabet.character(value)};
      byteSymbols[value] = ranks.symbol(character, 0, 1);
    }
    return new BytePairs(vocabulary, ranks, pre, byteSymbols);
  }

  @Override
  public void encode(String text, boolean first, IntList tokens) {
    int[] points = CodePoints.of(text);
    IntList ends = pre.words(points);
    SymbolChain chain = new SymbolChain();
    char[] word = new char[64];
    int from = 0;
    for (int i = 0; i < ends.size(); i++) {
      int to = ends.get(i);
      if (word.length < (to - from) * 4L) {
        word = new char[Math.toIntExact((to - from) * 4L)];
      }
      int length = write(points, from, to, word);
      from = to;
      int whole = pre.wholeWords() ? vocabulary.textual(word, 0, length) : -1;
      if (whole >= 0) {
        tokens.add(whole);
      } else {
        merge(chain, word, length, tokens);
      }
    }
  }

  private void merge(SymbolChain chain, char[] word, int length, IntList tokens) {
    chain.clear();
    for (int i = 0; i < length; i++) {
      chain.add(byteSymbols[ByteAlphabet.value(word[i])]);
    }
    chain.joinAll((c, left, right) -> merges.join(c.symbol(left), c.symbol(right)));
    for (int at = 0; at < length; at = chain.next(at)) {
      emit(chain.symbol(at), tokens);
    }
  }

  /** A symbol that is no token, or that text must not become, falls apart into its bytes. */
  private void emit(int symbol, IntList tokens) {
    if (textual(symbol)) {
      tokens.add(symbol);
      return;
    }
    for (char character : merges.text(symbol).toCharArray()) {
      int value = ByteAlphabet.value(character);
      // A byte that the vocabulary lacks has no token to stand for it and is left out.
      if (value >= 0 && textual(byteSymbols[value])) {
        tokens.add(byteSymbols[value]);
      }
    }
  }

  private boolean textual(int symbol) {
    return symbol < vocabulary.size() && vocabulary.kind(symbol).textual();
  }

  /** Writes the UTF-8 of some code points in the printable alphabet; returns the length. */
  private static int write(int[] points, int from, int to, char[] word) {
    int length = 0;
    for (int i = from; i < to; i++) {
      int point = points[i];
      if (point < 0x80) {
        word[length++] = ByteAlphabet.character(point);
        continue;
      }
      int following = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
      int lead = (0xFF00 >> (following + 1)) & 0xFF;
      word[length++] = ByteAlphabet.character(lead | (point >> (6 * following)));
      for (int shift = 6 * (following - 1); shift >= 0; shift -= 6) {
        word[length++] = ByteAlphabet.character(0x80 | ((point >> shift) & 0x3F));
      }
    }
    return length;
  }

  @Override
  public byte[] bytes(String piece) {
    return ByteAlphabet.bytes(piece);
  }

  @Override
  public boolean addsSpace() {
    return false;
  }
}
