package dev.flint.runtime.bench;

/** A loaded model that computes one sequence. */
interface Contender {
  /** Most tokens of one sequence, and of one step. */
  int LONGEST = 512;

  /** Computes {@code count} tokens from an empty cache in steps of {@code step} tokens. */
  double tokensPerSecond(int count, int step);

  /** What computes, in a few words. */
  String about();

  /** Any tokens do: the speed of a dense model does not depend on them. */
  static int[] tokens(int vocabulary) {
    int[] tokens = new int[LONGEST];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = (int) (i * 7919L % vocabulary);
    }
    return tokens;
  }
}
