package dev.flint.runtime.text.template;

/** A text under construction that pays for every character before it takes it. */
final class TextBuffer {
  private final Budget budget;
  private final StringBuilder text = new StringBuilder();

  TextBuffer(Budget budget) {
    this.budget = budget;
  }

  TextBuffer append(String part) {
    return append(part, 0, part.length());
  }

  TextBuffer append(String part, int from, int to) {
    room(to - from);
    text.append(part, from, to);
    return this;
  }

  TextBuffer append(char c) {
    room(1);
    text.append(c);
    return this;
  }

  TextBuffer appendCodePoint(int codePoint) {
    room(2);
    text.appendCodePoint(codePoint);
    return this;
  }

  TextBuffer repeat(char c, int count) {
    if (count > 0) {
      room(count);
      text.repeat(c, count);
    }
    return this;
  }

  private void room(int more) {
    if (text.length() + (long) more > Budget.TEXT) {
      throw Faults.fault("it makes a text longer than " + Budget.TEXT + " characters");
    }
    budget.text(more);
  }

  int length() {
    return text.length();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
