package dev.flint.runtime.text;

/** How plain text, free of special tokens, becomes tokens, and what a token's piece says. */
interface TextCoding {

  /**
   * Appends the tokens of a text that is not empty.
   *
   * @param first whether the text begins the sequence or follows a special token
   */
  void encode(String text, boolean first, IntList tokens);

  /** The bytes of an ordinary token's piece; never asked for control tokens. */
  byte[] bytes(String piece);

  /** Whether encoding puts a space before the text. */
  boolean addsSpace();
}
