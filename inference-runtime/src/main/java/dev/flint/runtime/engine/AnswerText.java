package dev.flint.runtime.engine;

import dev.flint.runtime.text.Utf8Stream;
import java.util.List;

/**
 * The text of one answer as it grows: whole characters only, ended before the first stop sequence,
 * and never a character given out that a stop sequence might still take back.
 */
final class AnswerText {
  private final List<String> stop;
  private final Utf8Stream characters = new Utf8Stream();
  private final StringBuilder all = new StringBuilder();
  private int given;
  private boolean stopped;

  AnswerText(List<String> stop) {
    this.stop = stop;
  }

  /** Takes a token's bytes; gives the text that is certain now. */
  String accept(byte[] bytes) {
    int before = all.length();
    all.append(characters.accept(bytes));
    return advance(before, false);
  }

  /** Ends the text; gives the rest of it. */
  String end() {
    if (stopped) {
      return "";
    }
    int before = all.length();
    all.append(characters.flush());
    return advance(before, true);
  }

  /** Whether a stop sequence has appeared. */
  boolean stopped() {
    return stopped;
  }

  /** All text given out. */
  String given() {
    return all.substring(0, given);
  }

  private String advance(int before, boolean last) {
    int end = all.length();
    int held = 0;
    for (String sequence : stop) {
      if (sequence.isEmpty()) {
        continue;
      }
      int found = all.indexOf(sequence, Math.max(0, before - sequence.length() + 1));
      if (found >= 0 && found < end) {
        end = found;
        stopped = true;
      }
      held = Math.max(held, beginning(sequence));
    }
    int certain = stopped || last ? end : end - held;
    String text = all.substring(given, Math.max(given, certain));
    given += text.length();
    return text;
  }

  /** Length of the longest end of the text that begins this stop sequence. */
  private int beginning(String sequence) {
    for (int length = Math.min(sequence.length() - 1, all.length()); length > 0; length--) {
      if (all.indexOf(sequence.substring(0, length), all.length() - length) >= 0) {
        return length;
      }
    }
    return 0;
  }
}
