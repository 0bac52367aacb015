package dev.flint.runtime.cli;

import dev.flint.runtime.weights.TensorInfo;
import java.io.PrintWriter;
import java.lang.reflect.Array;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A {@link ModelReport} for people: long values cut, sizes in binary units. */
final class ReportText {
  private static final int LONGEST = 72; // characters of a value
  private static final int SHOWN = 4; // elements of an array
  private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB"};

  private final PrintWriter out;

  ReportText(PrintWriter out) {
    this.out = out;
  }

  void print(ModelReport report) {
    fact("file", report.file());
    fact("format", "GGUF version " + report.version() + ", alignment " + report.alignment());
    fact("name", line(report.name()));
    fact("architecture", line(report.architecture()));
    fact(
        "parameters", grouped(report.parameters()) + " in " + report.tensors().size() + " tensors");
    fact("types", types(report));
    fact("weights", size(report.weightsBytes()));
    if (report.relayBytes() > 0) {
      fact(
          "loading",
          size(report.relayBytes())
              + " laid anew in bands, the file's pages given back (--no-relay does without)");
    }
    if (report.cacheBytesPerToken() > 0) {
      fact("cache", size(1000 * report.cacheBytesPerToken()) + " per 1,000 tokens (F32)");
    }
    if (report.cacheBytesPerToken() > 0 && report.context() > 0) {
      String tokens = grouped(report.context());
      fact("memory", size(report.bytesAtFullContext()) + " with a full context of " + tokens);
    }
    out.printf("%nmetadata%n");
    report.metadata().forEach((key, value) -> out.printf("  %s = %s%n", line(key), shown(value)));
    out.printf("%ntensors: name, type, shape (row length first)%n");
    report.tensors().forEach(this::tensor);
  }

  private void fact(String name, String value) {
    if (!value.isEmpty()) {
      out.printf("%-12s %s%n", name, value);
    }
  }

  private void tensor(TensorInfo tensor) {
    String shape = tensor.shape().stream().map(String::valueOf).collect(Collectors.joining(" x "));
    out.printf("  %-36s %-7s %s%n", line(tensor.name()), tensor.type(), shape);
  }

  private static String types(ModelReport report) {
    return report.tensorTypes().entrySet().stream()
        .map(type -> type.getKey() + " (" + type.getValue() + ")")
        .collect(Collectors.joining(", "));
  }

  private static String shown(Object value) {
    if (!value.getClass().isArray()) {
      return value instanceof String text ? line(text) : value.toString();
    }
    int length = Array.getLength(value);
    String first =
        IntStream.range(0, Math.min(length, SHOWN))
            .mapToObj(i -> line(String.valueOf(Array.get(value, i))))
            .collect(Collectors.joining(", "));
    return "[" + first + (length > SHOWN ? ", ... " + grouped(length) + " in all]" : "]");
  }

  /** One line, cut where it is long; control characters must not reach the terminal. */
  private static String line(String text) {
    String cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    StringBuilder shown = new StringBuilder();
    cut.codePoints()
        .forEach(c ->
            shown.append(
                Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
                    ? c == '\n' ? "\\n" : "\\u%04x".formatted(c)
                    : Character.toString(c)));
    return text.length() > LONGEST
        ? shown + "... (" + grouped(text.length()) + " characters)"
        : shown.toString();
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String size(long bytes) {
    if (bytes < 1024) {
      return bytes + " bytes";
    }
    double value = bytes;
    int unit = -1;
    while (value >= 1024 && unit + 1 < UNITS.length) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
  }
}
