package dev.flint.runtime.text;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.OptionalInt;

/**
 * BERT's WordPiece: a text is normalised and cut into words, and each word into the longest pieces
 * from its start; a word that cannot be cut so becomes the unknown token. Model files mark the
 * start of a word with U+2581 and leave out the marks of continuation.
 */
final class WordPieces implements TextCoding {
  private static final char START = '▁';

  private final Vocabulary vocabulary;
  private final boolean lowerCase;
  private final boolean stripAccents;

  private WordPieces(Vocabulary vocabulary, boolean lowerCase, boolean stripAccents) {
    this.vocabulary = vocabulary;
    this.lowerCase = lowerCase;
    this.stripAccents = stripAccents;
  }

  static WordPieces of(Vocabulary vocabulary, TokenizerMetadata metadata) {
    boolean lowerCase = metadata.flag("normalizer.lowercase", true);
    boolean stripAccents = metadata.flag("normalizer.strip_accents", lowerCase);
    return new WordPieces(vocabulary, lowerCase, stripAccents);
  }

  @Override
  public void encode(String text, boolean first, IntList tokens) {
    StringBuilder word = new StringBuilder();
    for (int raw : CodePoints.of(text)) {
      if (CodePoints.space(raw)) {
        finish(word, tokens);
        continue;
      }
      int point = stripAccents ? firstOfDecomposition(raw) : raw;
      boolean dropped = stripAccents && CodePoints.mark(point);
      if (point == 0 || point == 0xFFFD || CodePoints.control(point) || dropped) {
        continue;
      }
      int written = lowerCase ? Character.toLowerCase(point) : point;
      if (alone(point)) {
        finish(word, tokens);
        word.appendCodePoint(written);
        finish(word, tokens);
      } else {
        word.appendCodePoint(written);
      }
    }
    finish(word, tokens);
  }

  private void finish(StringBuilder word, IntList tokens) {
    if (word.isEmpty()) {
      return;
    }
    char[] text = word.insert(0, START).toString().toCharArray();
    word.setLength(0);
    IntList pieces = new IntList();
    for (int from = 0; from < text.length; ) {
      int to = Math.min(text.length, from + vocabulary.pieces().longest());
      int token = -1;
      while (to > from && (token = vocabulary.textual(text, from, to)) < 0) {
        to--;
      }
      if (token < 0) {
        OptionalInt unknown = vocabulary.unknown();
        unknown.ifPresent(tokens::add);
        return;
      }
      pieces.add(token);
      from = to;
    }
    for (int i = 0; i < pieces.size(); i++) {
      tokens.add(pieces.get(i));
    }
  }

  /** Accents follow the letter they stand on, so the first character is the letter without them. */
  private static int firstOfDecomposition(int point) {
    return point < 0xC0
        ? point
        : Normalizer.normalize(Character.toString(point), Normalizer.Form.NFD).codePointAt(0);
  }

  private static boolean alone(int point) {
    return CodePoints.punctuation(point)
        || (point < 0x7F && CodePoints.symbol(point))
        || ideograph(point);
  }

  /** The blocks that BERT's own tokenizer separates. */
  private static boolean ideograph(int point) {
    return CodePoints.within(point, 0x4E00, 0x9FFF)
        || CodePoints.within(point, 0x3400, 0x4DBF)
        || CodePoints.within(point, 0x20000, 0x2A6DF)
        || CodePoints.within(point, 0x2A700, 0x2B73F)
        || CodePoints.within(point, 0x2B740, 0x2B81F)
        || CodePoints.within(point, 0x2B920, 0x2CEAF)
        || CodePoints.within(point, 0xF900, 0xFAFF)
        || CodePoints.within(point, 0x2F800, 0x2FA1F);
  }

  @Override
  public byte[] bytes(String piece) {
    return piece.replace(START, ' ').getBytes(StandardCharsets.UTF_8);
  }

  /** A text begins with the start of a word, which reads as a space. */
  @Override
  public boolean addsSpace() {
    return true;
  }
}
