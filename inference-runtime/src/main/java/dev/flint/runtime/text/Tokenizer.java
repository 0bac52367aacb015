package dev.flint.runtime.text;

import java.util.Map;
import java.util.OptionalInt;

/**
 * Text to tokens and back, as one model file's vocabulary says. Immutable and safe for use by many
 * threads.
 *
 * <p>Lone surrogates in a text count as U+FFFD. A text never becomes a control token unless the
 * caller asks for special tokens to be recognised.
 */
public interface Tokenizer {

  /**
   * Reads the vocabulary from a model file's metadata (keys {@code tokenizer.ggml.*}).
   *
   * @throws dev.flint.runtime.RuntimeFault {@code UNSUPPORTED_MODEL} where the model names no
   *     tokenizer or one that is not built (such a model can still be fed token ids), {@code
   *     MALFORMED_MODEL} naming the key, and the index where there is one, that cannot be right
   */
  static Tokenizer of(Map<String, Object> metadata) {
    return VocabularyTokenizer.of(new TokenizerMetadata(metadata));
  }

  /**
   * The tokens of a text; no begin-of-sequence token is added.
   *
   * @param special whether control tokens written in the text (such as {@code <|im_start|>}) stand
   *     for themselves; pieces that the model's author defined as words always do
   */
  int[] encode(String text, boolean special);

  /**
   * Makes foreign text fit to stand in a prompt template: control tokens written in it are marked,
   * so that {@link #encodeTemplate} takes them for the plain text that they are.
   */
  String quote(String text);

  /** The tokens of a rendered template: control tokens count, except in text that was quoted. */
  int[] encodeTemplate(String text);

  /** How many tokens there are; ids run from 0. */
  int vocabularySize();

  /** The token that begins a sequence, where the model has one. */
  OptionalInt bos();

  /** The token that ends a sequence, where the model has one. */
  OptionalInt eos();

  /** Whether the model expects {@link #bos()} before a prompt. */
  boolean addsBos();

  /** Whether the model expects {@link #eos()} after a text. */
  boolean addsEos();

  /** Whether an answer is complete once the model picks this token: end of sequence, of turn. */
  boolean endsGeneration(int token);

  /**
   * The bytes that a token adds to the output, not necessarily whole characters; empty for control
   * tokens and for the unknown token.
   *
   * @throws dev.flint.runtime.RuntimeFault {@code BAD_REQUEST} for an id outside the vocabulary, as
   *     from each method that takes a token
   */
  byte[] bytes(int token);

  /**
   * The text of a token sequence; bytes that are not UTF-8 become U+FFFD. Where encoding puts a
   * space before a text, one leading space is removed.
   */
  String decode(int[] tokens);

  /** The vocabulary's entry as it stands in the file. */
  String piece(int token);

  /** The token whose vocabulary entry is exactly this. */
  OptionalInt id(String piece);
}
