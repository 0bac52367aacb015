package dev.flint.runtime.sampling;

/**
 * Random numbers by counter, not by state: the draw for one position of one sequence depends on the
 * seed, the sequence's number within its request and the position, and on nothing else. The mixing
 * is SplitMix64's (Steele, Lea and Flood 2014).
 */
final class Draws {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private Draws() {}

  /** Uniform in [0, 1), 53 bits. */
  static double uniform(long seed, int sequence, int position) {
    long mixed = mix(mix(mix(seed + GOLDEN) + sequence * GOLDEN) + (position + 1) * GOLDEN);
    return (mixed >>> 11) * 0x1p-53;
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
