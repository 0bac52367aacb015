package dev.flint.runtime.text.template;

/**
 * What one rendering may consume. Every loop of the engine pays here before it works, so time and
 * memory are bounded whatever the template says.
 */
final class Budget {
  /** Steps of one rendering: about one per node evaluated or element touched. */
  static final long STEPS = 5_000_000;

  /** Characters created in one rendering, intermediate texts included. */
  static final long CHARACTERS = 1L << 27;

  /** Characters of one text, the output included. */
  static final int TEXT = 1 << 24;

  /** Elements of one range, as Jinja's own sandbox has it. */
  static final int RANGE = 100_000;

  /** Nesting of evaluation: expressions, statements and macro calls on top of each other. */
  static final int DEPTH = 400;

  /** An element kept in a list or a dictionary costs more than a step, for it stays in memory. */
  private static final int ELEMENT = 4;

  /** Characters that can be looked at for the price of one step. */
  private static final int SCAN = 32;

  private long steps;
  private long characters;
  private int depth;

  void step() {
    steps(1);
  }

  void steps(long count) {
    steps += count;
    if (steps > STEPS) {
      throw Faults.fault("it needs more than " + STEPS + " steps");
    }
  }

  /** Pays for elements about to be stored. */
  void elements(long count) {
    steps(count > STEPS ? count : count * ELEMENT);
  }

  /** Pays for reading so many characters. */
  void scan(long count) {
    steps(count / SCAN);
  }

  /** Pays for a text of this length, before it is made. */
  void text(long length) {
    if (length > TEXT) {
      throw Faults.fault("it makes a text longer than " + TEXT + " characters");
    }
    characters += length;
    if (characters > CHARACTERS) {
      throw Faults.fault("it makes more than " + CHARACTERS + " characters of text");
    }
    scan(length);
  }

  void enter() {
    if (++depth > DEPTH) {
      throw Faults.fault("it nests deeper than " + DEPTH + " levels");
    }
  }

  void leave() {
    depth--;
  }

  /** One level into nested data: it takes more of the stack than a level of evaluation. */
  void enterData() {
    enter();
    enter();
  }

  void leaveData() {
    depth -= 2;
  }

  int depth() {
    return depth;
  }

  /** Goes back to an earlier depth after a caught failure. */
  void depth(int earlier) {
    depth = earlier;
  }
}
