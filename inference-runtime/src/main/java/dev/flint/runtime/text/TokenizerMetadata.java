package dev.flint.runtime.text;

import dev.flint.runtime.RuntimeFault;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Typed access to the tokenizer's part of a model's metadata; each fault names its key. */
final class TokenizerMetadata {
  private static final String PREFIX = "tokenizer.ggml.";

  private final Map<String, Object> values;

  TokenizerMetadata(Map<String, Object> values) {
    this.values = values;
  }

  /** A value outside {@code tokenizer.ggml}, such as the model's name; empty where it is absent. */
  String general(String key) {
    return values.get(key) instanceof String text ? text : "";
  }

  String string(String name, String otherwise) {
    Object value = get(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof String text) {
      return text;
    }
    throw wrongType(name, "a string", value);
  }

  boolean flag(String name, boolean otherwise) {
    Object value = get(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw wrongType(name, "a boolean", value);
  }

  String[] strings(String name) {
    Object value = get(name);
    if (value instanceof String[] strings) {
      return strings;
    }
    if (value == null) {
      throw malformed(name, "is missing: the model file has no complete vocabulary");
    }
    throw wrongType(name, "an array of strings", value);
  }

  long @Nullable [] integers(String name, int length) {
    Object value = get(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof long[] integers)) {
      throw wrongType(name, "an array of integers", value);
    }
    requireLength(name, integers.length, length);
    return integers;
  }

  double[] decimals(String name, int length) {
    Object value = get(name);
    if (value == null) {
      throw malformed(name, "is missing: this kind of tokenizer needs a score per token");
    }
    if (!(value instanceof double[] decimals)) {
      throw wrongType(name, "an array of floating-point numbers", value);
    }
    requireLength(name, decimals.length, length);
    return decimals;
  }

  /** A token id that must lie inside the vocabulary where it is given. */
  OptionalInt token(String name, int vocabularySize) {
    Object value = get(name);
    if (value == null) {
      return OptionalInt.empty();
    }
    if (!(value instanceof Long id)) {
      throw wrongType(name, "an integer", value);
    }
    if (id < 0 || id >= vocabularySize) {
      throw malformed(name, "is " + id + ", outside the vocabulary of " + vocabularySize);
    }
    return OptionalInt.of((int) (long) id);
  }

  /**
   * A token id that nothing depends on: real files write -1 or 2^32-1 for "none", so whatever does
   * not fit counts as absent.
   */
  OptionalInt optionalToken(String name, int vocabularySize) {
    return get(name) instanceof Long id && id >= 0 && id < vocabularySize
        ? OptionalInt.of((int) (long) id)
        : OptionalInt.empty();
  }

  static RuntimeFault malformed(String name, String problem) {
    return new RuntimeFault(
        RuntimeFault.Code.MALFORMED_MODEL, "Metadata " + PREFIX + name + " " + problem + ".");
  }

  static RuntimeFault malformed(String name, int index, String problem) {
    return malformed(name + "[" + index + "]", problem);
  }

  private @Nullable Object get(String name) {
    return values.get(PREFIX + name);
  }

  private static void requireLength(String name, int actual, int expected) {
    if (actual != expected) {
      throw malformed(
          name, "has " + actual + " entries, but the vocabulary has " + expected + " tokens");
    }
  }

  private static RuntimeFault wrongType(String name, String expected, Object value) {
    return malformed(
        name, "must be " + expected + ", but the file holds " + value.getClass().getSimpleName());
  }
}
