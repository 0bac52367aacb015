package dev.flint.runtime.text.template;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;

/** C's {@code strftime} in the C locale, in UTC: the same text on every machine. */
final class Strftime {
  private Strftime() {}

  static String format(Render render, Instant now, String format) {
    LocalDateTime time = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
    TextBuffer out = new TextBuffer(render.budget());
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 == format.length()) {
        out.append(c);
        continue;
      }
      char directive = format.charAt(++i);
      boolean unpadded = directive == '-' && i + 1 < format.length();
      if (unpadded) {
        directive = format.charAt(++i);
      }
      String field = field(now, time, directive);
      out.append(unpadded ? unpad(field) : field);
    }
    return out.toString();
  }

  private static String unpad(String field) {
    int start = 0;
    while (start < field.length() - 1
        && (field.charAt(start) == '0' || field.charAt(start) == ' ')) {
      start++;
    }
    return field.substring(start);
  }

  private static String field(Instant now, LocalDateTime t, char directive) {
    return switch (directive) {
      case 'Y' -> Integer.toString(t.getYear());
      case 'y' -> two(t.getYear() % 100);
      case 'C' -> two(t.getYear() / 100);
      case 'm' -> two(t.getMonthValue());
      case 'd' -> two(t.getDayOfMonth());
      case 'e' -> padded(t.getDayOfMonth());
      case 'B' -> t.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'b', 'h' -> t.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'A' -> t.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'a' -> t.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'H' -> two(t.getHour());
      case 'k' -> padded(t.getHour());
      case 'I' -> two(t.get(ChronoField.CLOCK_HOUR_OF_AMPM));
      case 'l' -> padded(t.get(ChronoField.CLOCK_HOUR_OF_AMPM));
      case 'M' -> two(t.getMinute());
      case 'S' -> two(t.getSecond());
      case 'f' -> String.format(Locale.ROOT, "%06d", t.getNano() / 1000);
      case 'p' -> t.getHour() < 12 ? "AM" : "PM";
      case 'P' -> t.getHour() < 12 ? "am" : "pm";
      case 'j' -> String.format(Locale.ROOT, "%03d", t.getDayOfYear());
      case 'u' -> Integer.toString(t.getDayOfWeek().getValue());
      case 'w' -> Integer.toString(t.getDayOfWeek().getValue() % 7);
      case 'U' -> two((t.getDayOfYear() + 6 - t.getDayOfWeek().getValue() % 7) / 7);
      case 'W' -> two((t.getDayOfYear() + 6 - (t.getDayOfWeek().getValue() - 1)) / 7);
      case 'V' -> two(t.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case 'G' -> Integer.toString(t.get(IsoFields.WEEK_BASED_YEAR));
      case 's' -> Long.toString(now.getEpochSecond());
      case 'z', 'Z' -> "";
      case 'D', 'x' ->
          two(t.getMonthValue()) + "/" + two(t.getDayOfMonth()) + "/" + two(t.getYear() % 100);
      case 'F' -> t.toLocalDate().toString();
      case 'R' -> two(t.getHour()) + ":" + two(t.getMinute());
      case 'T', 'X' -> two(t.getHour()) + ":" + two(t.getMinute()) + ":" + two(t.getSecond());
      case 'c' ->
          t.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH)
              + " "
              + t.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH)
              + " "
              + padded(t.getDayOfMonth())
              + " "
              + field(now, t, 'T')
              + " "
              + t.getYear();
      case 'n' -> "\n";
      case 't' -> "\t";
      case '%' -> "%";
      default -> "%" + directive;
    };
  }

  private static String two(int value) {
    return (value < 10 ? "0" : "") + value;
  }

  private static String padded(int value) {
    return (value < 10 ? " " : "") + value;
  }
}
