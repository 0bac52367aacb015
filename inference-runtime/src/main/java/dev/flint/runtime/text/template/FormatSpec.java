package dev.flint.runtime.text.template;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * How one value is laid out: what stands behind the colon of {@code str.format} and behind the
 * percent sign of the {@code %} operator.
 *
 * @param align one of {@code < > ^ =}, or 0 for the kind's own
 * @param sign one of {@code + - blank}
 * @param grouping {@code ,} or {@code _} between thousands, or 0
 * @param precision -1 if none is given
 * @param type the conversion, or 0 for the kind's own
 */
record FormatSpec(
    int fill,
    char align,
    char sign,
    boolean alternate,
    long width,
    char grouping,
    int precision,
    char type) {
  /** Digits behind the point; more than a decimal has ever. */
  private static final int PRECISION = 1100;

  FormatSpec {
    if (precision > PRECISION) {
      throw Faults.fault("a format asks for more than " + PRECISION + " digits");
    }
  }

  /** Lays out a number or a text. */
  String apply(Render render, Value value) {
    if (value instanceof Value.Text text) {
      return text(render, text.value());
    }
    if (value instanceof Value.Decimal || (Numbers.isNumber(value) && isDecimalType())) {
      return decimal(render, Numbers.decimal(value));
    }
    if (Numbers.isNumber(value)) {
      return integer(render, Numbers.integer(value));
    }
    throw Faults.fault("a " + Types.name(value) + " has no format");
  }

  private boolean isDecimalType() {
    return type != 0 && "eEfFgG%".indexOf(type) >= 0;
  }

  String text(Render render, String text) {
    if (type != 0 && type != 's') {
      throw Faults.fault("the format '" + type + "' does not go with a string");
    }
    String cut = text;
    if (precision >= 0 && precision < Characters.count(render, text)) {
      cut = Characters.part(render, text, 0, precision);
    }
    return pad(render, "", cut, '<');
  }

  private String integer(Render render, long value) {
    boolean negative = value < 0;
    // Unsigned, so that the smallest long is its own magnitude.
    long size = negative ? -value : value;
    String prefix = sign(negative);
    return switch (type) {
      case 0, 'd', 'i', 'u', 'n' -> pad(render, prefix, group(Long.toUnsignedString(size)), '>');
      case 'b' -> radix(render, prefix, size, 2, "0b");
      case 'o' -> radix(render, prefix, size, 8, "0o");
      case 'x' -> radix(render, prefix, size, 16, "0x");
      case 'X' ->
          pad(
              render,
              prefix + (alternate ? "0X" : ""),
              Long.toUnsignedString(size, 16).toUpperCase(Locale.ROOT),
              '>');
      case 'c' -> {
        if (value < 0 || value > Character.MAX_CODE_POINT) {
          throw Faults.fault("no character has the number " + value);
        }
        yield pad(render, "", Character.toString((int) value), '<');
      }
      default -> throw Faults.fault("the format '" + type + "' does not go with an integer");
    };
  }

  private String radix(Render render, String sign, long size, int radix, String mark) {
    return pad(render, sign + (alternate ? mark : ""), Long.toUnsignedString(size, radix), '>');
  }

  private String sign(boolean negative) {
    return negative ? "-" : sign == '-' || sign == 0 ? "" : Character.toString(sign);
  }

  private String decimal(Render render, double value) {
    boolean negative = value < 0 || (value == 0 && 1 / value < 0);
    String prefix = sign(negative);
    double size = Math.abs(value);
    boolean upper = Character.isUpperCase(type);
    String digits;
    if (!Double.isFinite(value)) {
      digits = Double.isNaN(value) ? "nan" : "inf";
      prefix = Double.isNaN(value) ? sign(false) : prefix;
    } else {
      digits =
          switch (type) {
            case 0 -> precision < 0 ? DecimalText.of(size) : general(size, true);
            case 'f', 'F' -> fixed(new BigDecimal(size));
            case '%' -> fixed(new BigDecimal(size * 100)) + "%";
            case 'e', 'E' -> scientific(size, precision < 0 ? 6 : precision);
            case 'g', 'G', 'n' -> general(size, false);
            default -> throw Faults.fault("the format '" + type + "' does not go with a decimal");
          };
    }
    String cased = upper ? digits.toUpperCase(Locale.ROOT) : digits;
    return pad(render, prefix, group(cased), '>');
  }

  private String fixed(BigDecimal value) {
    int digits = precision < 0 ? 6 : precision;
    String text = value.setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
    return alternate && digits == 0 ? text + "." : text;
  }

  private static String scientific(double value, int digits) {
    if (value == 0) {
      return (digits == 0 ? "0" : "0." + "0".repeat(digits)) + "e+00";
    }
    BigDecimal rounded =
        new BigDecimal(value).round(new java.math.MathContext(digits + 1, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    String plain = rounded.unscaledValue().toString();
    plain = plain + "0".repeat(Math.max(0, digits + 1 - plain.length()));
    String fraction = digits == 0 ? "" : "." + plain.substring(1, digits + 1);
    return plain.charAt(0) + fraction + DecimalText.exponent(exponent);
  }

  /** Fixed or scientific, whichever suits the exponent, without trailing zeros. */
  private String general(double value, boolean plain) {
    int digits = precision < 0 ? 6 : Math.max(precision, 1);
    String scientific = scientific(value, digits - 1);
    int mark = scientific.indexOf('e');
    int exponent = Integer.parseInt(scientific.substring(mark + 1));
    if (exponent < -4 || exponent >= digits - (plain ? 1 : 0)) {
      return (alternate ? scientific.substring(0, mark) : trim(scientific.substring(0, mark)))
          + scientific.substring(mark);
    }
    String fixed =
        new BigDecimal(value)
            .setScale(digits - 1 - exponent, RoundingMode.HALF_EVEN)
            .toPlainString();
    String trimmed = alternate ? fixed : trim(fixed);
    return plain && trimmed.indexOf('.') < 0 ? trimmed + ".0" : trimmed;
  }

  private static String trim(String digits) {
    if (digits.indexOf('.') < 0) {
      return digits;
    }
    int end = digits.length();
    while (digits.charAt(end - 1) == '0') {
      end--;
    }
    return digits.substring(0, digits.charAt(end - 1) == '.' ? end - 1 : end);
  }

  private String group(String digits) {
    if (grouping == 0) {
      return digits;
    }
    int whole = 0;
    while (whole < digits.length() && Character.isDigit(digits.charAt(whole))) {
      whole++;
    }
    StringBuilder grouped = new StringBuilder(digits);
    for (int i = whole - 3; i > 0; i -= 3) {
      grouped.insert(i, grouping);
    }
    return grouped.toString();
  }

  private String pad(Render render, String prefix, String body, char own) {
    long missing = width - prefix.length() - Characters.count(render, body);
    if (missing <= 0) {
      return prefix + body;
    }
    String with = Character.toString(fill);
    char side = align == 0 ? own : align;
    return switch (side) {
      case '<' -> prefix + body + Texts.fill(render, with, missing);
      case '^' ->
          Texts.fill(render, with, missing / 2)
              + prefix
              + body
              + Texts.fill(render, with, missing - missing / 2);
      case '=' -> prefix + Texts.fill(render, with, missing) + body;
      default -> Texts.fill(render, with, missing) + prefix + body;
    };
  }
}
