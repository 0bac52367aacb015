package dev.flint.platform.guard;

import static java.lang.Character.MAX_SURROGATE;
import static java.lang.Character.MIN_SURROGATE;

import dev.flint.platform.problem.ApiProblem;
import dev.flint.platform.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A JSON object of a request, read field by field; each refusal names the field with its path. A
 * field that is absent and one that is {@code null} mean the same.
 */
public final class Fields {
  private final JsonNode object;
  private final String prefix;

  private Fields(JsonNode object, String prefix) {
    this.object = object;
    this.prefix = prefix;
  }

  /** The fields of a whole body. */
  public static Fields of(JsonNode object) {
    return new Fields(object, "");
  }

  /** The fields of an object inside another, found at {@code path}. */
  public static Fields at(String path, JsonNode node) {
    if (!node.isObject()) {
      throw refuse(path, "must be an object");
    }
    return new Fields(node, path + ".");
  }

  /** The field's full path, as the error object's {@code param} has it. */
  public String path(String name) {
    return prefix + name;
  }

  /** The raw value, null when absent or null. */
  public @Nullable JsonNode node(String name) {
    JsonNode value = object.get(name);
    return value == null || value.isNull() ? null : value;
  }

  public @Nullable String string(String name) {
    JsonNode value = node(name);
    return value == null ? null : text(path(name), value);
  }

  /** A string that must be there and hold something. */
  public String required(String name) {
    String value = string(name);
    if (value == null || value.isBlank()) {
      throw new ApiProblem(
          Problem.missing(path(name), "The field '" + path(name) + "' is required."));
    }
    return value;
  }

  public boolean flag(String name) {
    JsonNode value = node(name);
    if (value == null) {
      return false;
    }
    if (!value.isBoolean()) {
      throw refuse(path(name), "must be true or false");
    }
    return value.booleanValue();
  }

  /** A number within [min, max], or {@code otherwise} when absent. */
  public double decimal(String name, double min, double max, double otherwise) {
    JsonNode value = node(name);
    if (value == null) {
      return otherwise;
    }
    if (!value.isNumber()) {
      throw refuse(path(name), "must be a number");
    }
    double number = value.doubleValue();
    if (!(number >= min && number <= max)) {
      throw refuse(path(name), "must be between " + min + " and " + max + ", not " + value);
    }
    return number;
  }

  /** A whole number within [min, max]; null when absent. */
  public @Nullable Long integer(String name, long min, long max) {
    JsonNode value = node(name);
    if (value == null) {
      return null;
    }
    if (!value.isIntegralNumber()) {
      throw refuse(path(name), "must be a whole number");
    }
    if (!value.canConvertToLong() || value.longValue() < min || value.longValue() > max) {
      throw refuse(path(name), "must be between " + min + " and " + max + ", not " + value);
    }
    return value.longValue();
  }

  /** One string or an array of strings; empty when absent. */
  public List<String> strings(String name) {
    JsonNode value = node(name);
    if (value == null) {
      return List.of();
    }
    if (value.isString()) {
      return List.of(text(path(name), value));
    }
    if (!value.isArray()) {
      throw refuse(path(name), "must be a string or an array of strings");
    }
    List<String> all = new ArrayList<>();
    for (JsonNode item : value) {
      all.add(text(path(name) + "[" + all.size() + "]", item));
    }
    return List.copyOf(all);
  }

  /** The text of a JSON string that is valid Unicode. */
  public static String text(String path, JsonNode value) {
    if (!value.isString()) {
      throw refuse(path, "must be a string");
    }
    String text = value.stringValue();
    // Half a surrogate pair has no UTF-8 form: the record could not say what was asked.
    if (text.codePoints().anyMatch(c -> c >= MIN_SURROGATE && c <= MAX_SURROGATE)) {
      throw refuse(path, "holds half of a surrogate pair, which is not valid Unicode");
    }
    return text;
  }

  /** A 400 for a field; {@code rule} completes the sentence "The field 'x' …". */
  public static ApiProblem refuse(String path, String rule) {
    return new ApiProblem(Problem.invalid(path, "The field '" + path + "' " + rule + "."));
  }
}
