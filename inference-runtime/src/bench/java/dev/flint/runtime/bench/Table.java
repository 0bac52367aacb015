package dev.flint.runtime.bench;

import java.util.Locale;

/** A Markdown table under construction: the first column to the left, numbers to the right. */
final class Table {
  private final StringBuilder text = new StringBuilder();

  Table(String... headings) {
    row((Object[]) headings);
    text.append("|---");
    text.append("|---:".repeat(headings.length - 1)).append("|\n");
  }

  Table row(Object... cells) {
    for (Object cell : cells) {
      text.append("| ").append(cell).append(' ');
    }
    text.append("|\n");
    return this;
  }

  /** A number with so many decimals. */
  static String number(double value, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  /** Tokens per second: three digits that count. */
  static String speed(double value) {
    return number(value, value < 100 ? 1 : 0);
  }

  static String percent(double share) {
    return number(share * 100, 0) + " %";
  }

  static String ratio(double value) {
    return "**" + number(value, 2) + "**";
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
