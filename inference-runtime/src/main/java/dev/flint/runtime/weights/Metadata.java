package dev.flint.runtime.weights;

import dev.flint.runtime.RuntimeFault;
import dev.flint.runtime.RuntimeFault.Code;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Typed access to a model file's metadata, as {@link GgufFile#metadata} gives it. A key that is
 * missing, of another type or out of its range is a {@code MALFORMED_MODEL} fault that names it.
 */
public final class Metadata {
  private final String label;
  private final Map<String, Object> values;

  /** Wraps {@code values}, which belong to no file, without copying them. */
  public Metadata(Map<String, Object> values) {
    this("", values);
  }

  /**
   * Wraps {@code values} without copying them.
   *
   * @param label what faults call the file
   */
  public Metadata(String label, Map<String, Object> values) {
    this.label = label;
    this.values = values;
  }

  /** Whether the file has this key, of whatever type. */
  public boolean has(String key) {
    return values.containsKey(key);
  }

  /** A string. */
  public String string(String key) {
    return required(key, String.class, "a string");
  }

  /** A string, or {@code otherwise} where the key is missing. */
  public String stringOr(String key, String otherwise) {
    return has(key) ? string(key) : otherwise;
  }

  /** An integer in {@code min} to {@code max}. */
  public int integer(String key, int min, int max) {
    return inRange(key, required(key, Long.class, "an integer"), min, max);
  }

  /** An integer in {@code min} to {@code max}, or {@code otherwise} where the key is missing. */
  public int integerOr(String key, int min, int max, int otherwise) {
    return has(key) ? integer(key, min, max) : otherwise;
  }

  /** A finite decimal; an integer is one as well. */
  public double decimal(String key) {
    double value = required(key, Number.class, "a number").doubleValue();
    if (!Double.isFinite(value)) {
      throw fault(key, "is " + value + ", not a finite number");
    }
    return value;
  }

  /** A finite decimal, or {@code otherwise} where the key is missing. */
  public double decimalOr(String key, double otherwise) {
    return has(key) ? decimal(key) : otherwise;
  }

  /** A truth value. */
  public boolean flag(String key) {
    return required(key, Boolean.class, "a truth value");
  }

  /** A truth value, or {@code otherwise} where the key is missing. */
  public boolean flagOr(String key, boolean otherwise) {
    return has(key) ? flag(key) : otherwise;
  }

  /**
   * One integer per layer, each in {@code min} to {@code max}: files give either an array of that
   * length or one integer for all.
   */
  public int[] perLayer(String key, int layers, int min, int max) {
    int[] each = new int[layers];
    if (!(values.get(key) instanceof long[] given)) {
      Arrays.fill(each, integer(key, min, max));
      return each;
    }
    if (given.length != layers) {
      throw fault(key, "has " + given.length + " elements for " + layers + " layers");
    }
    for (int i = 0; i < layers; i++) {
      each[i] = inRange(key, given[i], min, max);
    }
    return each;
  }

  /** An array of strings. */
  public String[] strings(String key) {
    return required(key, String[].class, "an array of strings").clone();
  }

  /** An array of integers. */
  public long[] integers(String key) {
    return required(key, long[].class, "an array of integers").clone();
  }

  /** An array of decimals. */
  public double[] decimals(String key) {
    return required(key, double[].class, "an array of decimals").clone();
  }

  private int inRange(String key, long value, int min, int max) {
    if (value < min || value > max) {
      throw fault(key, "is " + value + ", outside " + min + " to " + max);
    }
    return (int) value;
  }

  private <T> T required(String key, Class<T> type, String kind) {
    Object value = Optional.ofNullable(values.get(key)).orElseThrow(() -> fault(key, "is missing"));
    if (!type.isInstance(value)) {
      throw fault(key, "is not " + kind);
    }
    return type.cast(value);
  }

  private RuntimeFault fault(String key, String problem) {
    String file = label.isEmpty() ? "" : label + ": ";
    return new RuntimeFault(Code.MALFORMED_MODEL, file + "metadata key '" + key + "' " + problem);
  }
}
