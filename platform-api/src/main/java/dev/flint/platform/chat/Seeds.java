package dev.flint.platform.chat;

import java.security.SecureRandom;

/** Chooses a seed where the caller chose none; it is recorded, so the answer can be replayed. */
final class Seeds {
  private static final int BITS = 53; // survives clients whose numbers are doubles
  private final SecureRandom random = new SecureRandom();

  long next() {
    return random.nextLong() >>> (Long.SIZE - BITS);
  }
}
