package dev.flint.runtime.text.template;

import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** Methods that ask something about a text. */
final class TextQueries {
  static final Map<String, TextMethod> ALL =
      Map.ofEntries(
          Map.entry("startswith", (r, text, args) -> affix(r, text, args, true)),
          Map.entry("endswith", (r, text, args) -> affix(r, text, args, false)),
          Map.entry("find", (r, text, args) -> new Value.Int(find(r, text, args, false))),
          Map.entry("rfind", (r, text, args) -> new Value.Int(find(r, text, args, true))),
          Map.entry("index", (r, text, args) -> index(find(r, text, args, false))),
          Map.entry("rindex", (r, text, args) -> index(find(r, text, args, true))),
          Map.entry("count", TextQueries::count),
          Map.entry("isdigit", every(TextQueries::digit)),
          Map.entry("isdecimal", every(Character::isDigit)),
          Map.entry("isnumeric", every(TextQueries::numeric)),
          Map.entry("isalpha", every(Character::isLetter)),
          Map.entry("isalnum", every(c -> Character.isLetter(c) || numeric(c))),
          Map.entry("isspace", every(Whitespace::is)),
          Map.entry("isascii", (r, text, args) -> ascii(r, text, args)),
          Map.entry("islower", (r, text, args) -> isCase(r, text, args, false)),
          Map.entry("isupper", (r, text, args) -> isCase(r, text, args, true)),
          Map.entry("istitle", TextQueries::isTitle),
          Map.entry("isidentifier", TextQueries::isIdentifier));

  private TextQueries() {}

  /** Superscript and circled digits count, fractions and numerals do not. */
  private static boolean digit(int c) {
    int value = Character.getNumericValue(c);
    return Character.isDigit(c)
        || (Character.getType(c) == Character.OTHER_NUMBER && value >= 0 && value <= 9);
  }

  private static boolean numeric(int c) {
    return switch (Character.getType(c)) {
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
      default -> false;
    };
  }

  private static TextMethod every(IntPredicate predicate) {
    return (render, text, args) -> {
      args.bind("is");
      render.budget().steps(text.length());
      return Value.Bool.of(!text.isEmpty() && text.codePoints().allMatch(predicate));
    };
  }

  private static Value ascii(Render render, String text, Args args) {
    args.bind("isascii");
    render.budget().scan(text.length());
    return Value.Bool.of(text.chars().allMatch(c -> c < 128));
  }

  private static Value isCase(Render render, String text, Args args, boolean upper) {
    args.bind("is");
    return Value.Bool.of(upper ? Cases.isUpper(render, text) : Cases.isLower(render, text));
  }

  private static Value isTitle(Render render, String text, Args args) {
    args.bind("istitle");
    boolean cased = Cases.isCased(render, text);
    return Value.Bool.of(cased && Cases.title(render, text).equals(text));
  }

  private static Value isIdentifier(Render render, String text, Args args) {
    args.bind("isidentifier");
    render.budget().steps(text.length());
    boolean starts =
        !text.isEmpty() && (text.charAt(0) == '_' || Character.isLetter(text.codePointAt(0)));
    return Value.Bool.of(
        starts && text.codePoints().allMatch(c -> c == '_' || Character.isLetterOrDigit(c)));
  }

  /** Part of a text as {@code start} and {@code end} of a query give it. */
  private record Window(int start, int end, String text) {
    static Window of(Render render, String text, Bound bound) {
      if (bound.absent(1) && bound.absent(2)) {
        return new Window(0, text.length(), text);
      }
      int size = Characters.count(render, text);
      int start = position(bound.integer(1, 0), size);
      int end = position(bound.integer(2, size), size);
      // A start behind the end holds not even the empty text.
      return new Window(start, end, start > end ? "" : Characters.part(render, text, start, end));
    }

    private static int position(long index, int size) {
      return (int) (index < 0 ? Math.max(index + size, 0) : Math.min(index, size + 1L));
    }

    boolean exists() {
      return start <= end;
    }
  }

  private static Value affix(Render render, String text, Args args, boolean prefix) {
    Bound bound = args.bind(prefix ? "startswith" : "endswith", "prefix", "start", "end");
    Window window = Window.of(render, text, bound);
    List<Value> options =
        bound.value(0) instanceof Value.Tuple tuple
            ? tuple.items()
            : List.of(new Value.Text(bound.text(0)));
    boolean any = false;
    for (Value option : options) {
      if (!(option instanceof Value.Text part)) {
        throw Faults.fault("'startswith' and 'endswith' need strings, not a " + Types.name(option));
      }
      render.budget().steps(1 + part.value().length() / 16);
      any |= prefix ? window.text().startsWith(part.value()) : window.text().endsWith(part.value());
    }
    return Value.Bool.of(any && window.exists());
  }

  /** The position in code points, or -1. */
  private static long find(Render render, String text, Args args, boolean last) {
    Bound bound = args.bind("find", "sub", "start", "end");
    String part = bound.text(0);
    Window window = Window.of(render, text, bound);
    if (!window.exists()) {
      return -1;
    }
    int index;
    if (last && part.isEmpty()) {
      index = window.text().length();
    } else if (last) {
      List<Integer> found = Search.allFromEnd(render, window.text(), part, 1);
      index = found.isEmpty() ? -1 : found.getFirst();
    } else {
      index = Search.find(render, window.text(), part, 0);
    }
    return index < 0 ? -1 : window.start() + (long) window.text().codePointCount(0, index);
  }

  private static Value index(long found) {
    if (found < 0) {
      throw Faults.fault("the substring is not found");
    }
    return new Value.Int(found);
  }

  private static Value count(Render render, String text, Args args) {
    Bound bound = args.bind("count", "sub", "start", "end");
    String part = bound.text(0);
    Window window = Window.of(render, text, bound);
    if (!window.exists()) {
      return new Value.Int(0);
    }
    return new Value.Int(
        part.isEmpty()
            ? Characters.count(render, window.text()) + 1L
            : Search.all(render, window.text(), part, Long.MAX_VALUE).size());
  }
}
