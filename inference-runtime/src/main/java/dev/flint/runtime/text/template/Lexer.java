package dev.flint.runtime.text.template;

import dev.flint.runtime.RuntimeFault;
import dev.flint.runtime.text.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a template into text and tags, with the whitespace rules of {@code trim_blocks} and {@code
 * lstrip_blocks}: the first newline after a tag goes, and so does the blank before a tag that
 * stands first on its line.
 */
final class Lexer {
  /** Characters of one template; real ones stay below 20,000. */
  static final int SOURCE = 1 << 19;

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line = 1;

  /** Whether what was read last ended a line, so that a blank before a tag may be its indent. */
  private boolean lineStarts = true;

  private Lexer(String source) {
    this.source = source;
  }

  static List<Token> tokens(String source) {
    if (source.length() > SOURCE) {
      throw Faults.at(1, Faults.fault("its source is longer than " + SOURCE + " characters"));
    }
    String unix = source.replace("\r\n", "\n").replace('\r', '\n');
    Lexer lexer = new Lexer(unix.endsWith("\n") ? unix.substring(0, unix.length() - 1) : unix);
    try {
      lexer.read();
    } catch (RuntimeFault fault) {
      throw Faults.at(lexer.line, fault);
    }
    return lexer.tokens;
  }

  private void read() {
    while (at < source.length()) {
      int tag = nextTag(at);
      if (tag < 0) {
        data(source.substring(at));
        at = source.length();
        break;
      }
      char sign = source.charAt(tag + 1);
      char control = signAt(tag + 2);
      data(before(tag, control, sign != '{'));
      advance(tag + (control == 0 ? 2 : 3));
      lineStarts = false;
      switch (sign) {
        case '#' -> comment();
        case '{' -> output();
        default -> {
          if (!raw(tag + (control == 0 ? 2 : 3))) {
            block();
          }
        }
      }
    }
    add(Kind.END, "");
  }

  /** Where the next tag of any kind opens, or -1. */
  private int nextTag(int from) {
    for (int i = source.indexOf('{', from); i >= 0; i = source.indexOf('{', i + 1)) {
      if (i + 1 < source.length() && "{%#".indexOf(source.charAt(i + 1)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  private char signAt(int index) {
    char c = index < source.length() ? source.charAt(index) : 0;
    return c == '-' || c == '+' ? c : 0;
  }

  /** The text up to a tag, stripped as the tag's sign asks. */
  private String before(int tag, char control, boolean indentGoes) {
    int end = tag;
    if (control == '-') {
      while (end > at && Whitespace.is(source.charAt(end - 1))) {
        end--;
      }
    } else if (control == 0 && indentGoes) {
      int start = tag;
      while (start > at && source.charAt(start - 1) != '\n') {
        start--;
      }
      boolean ownLine = start > at || lineStarts;
      if (ownLine && Whitespace.blank(source, start, tag)) {
        end = start;
      }
    }
    return source.substring(at, end);
  }

  private void data(String text) {
    if (!text.isEmpty()) {
      add(Kind.DATA, text);
    }
  }

  private void add(Kind kind, String text) {
    tokens.add(new Token(kind, text, line));
  }

  /** Moves on, counting lines. */
  private void advance(int to) {
    for (int i = at; i < to; i++) {
      if (source.charAt(i) == '\n') {
        line++;
      }
    }
    at = to;
  }

  private void comment() {
    if (at == source.length()) {
      return;
    }
    int end = source.indexOf("#}", at);
    if (end < 0) {
      throw Faults.fault("a comment is not closed");
    }
    char control = end > at ? signAt(end - 1) : 0;
    close(end, control, true);
  }

  private void output() {
    add(Kind.OUTPUT_BEGIN, "");
    inside("}}", Kind.OUTPUT_END);
  }

  private void block() {
    add(Kind.TAG_BEGIN, "");
    inside("%}", Kind.TAG_END);
  }

  /** Reads the tokens of a tag up to its end, which counts only outside of brackets. */
  private void inside(String closing, Kind end) {
    TagLexer lexer = new TagLexer(source);
    boolean tag = end == Kind.TAG_END;
    while (true) {
      advance(Whitespace.skip(source, at));
      if (at >= source.length()) {
        throw Faults.fault("a tag is not closed with '" + closing + "'");
      }
      if (lexer.balanced()) {
        char control = signAt(at);
        boolean signed = control == '-' || (control == '+' && tag);
        int mark = signed ? at + 1 : at;
        if (source.startsWith(closing, mark)) {
          add(end, "");
          close(mark, signed ? control : 0, tag);
          return;
        }
      }
      Token token = lexer.next(at, line);
      tokens.add(token);
      advance(lexer.end());
    }
  }

  /** Passes the two characters that close a tag and the whitespace that goes with them. */
  private void close(int mark, char control, boolean newlineGoes) {
    int next = mark + 2;
    if (control == '-') {
      next = Whitespace.skip(source, next);
    } else if (control == 0 && newlineGoes && next < source.length()) {
      next += source.charAt(next) == '\n' ? 1 : 0;
    }
    advance(next);
    lineStarts = source.charAt(next - 1) == '\n';
  }

  /** Reads {@code {% raw %}…{% endraw %}} if it opens here. */
  private boolean raw(int inner) {
    int open = word(inner, "raw");
    if (open < 0) {
      return false;
    }
    boolean strip = source.startsWith("-%}", open);
    if (!strip && !source.startsWith("%}", open)) {
      return false;
    }
    close(strip ? open + 1 : open, strip ? '-' : 0, false);
    for (int i = source.indexOf("{%", at); i >= 0; i = source.indexOf("{%", i + 2)) {
      char control = signAt(i + 2);
      int end = word(control == 0 ? i + 2 : i + 3, "endraw");
      char last = end < 0 ? 0 : signAt(end);
      int mark = last == 0 ? end : end + 1;
      if (end >= 0 && source.startsWith("%}", mark)) {
        data(before(i, control, true));
        close(mark, last, true);
        return true;
      }
    }
    if (at == source.length()) {
      return true;
    }
    throw Faults.fault("a raw block is not closed");
  }

  /** Where a word ends, with the blanks around it; -1 if it does not stand here. */
  private int word(int from, String word) {
    int start = Whitespace.skip(source, from);
    return source.startsWith(word, start) ? Whitespace.skip(source, start + word.length()) : -1;
  }
}
