package dev.flint.runtime.weights;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the metadata of a header, within the limits of all keys together. */
final class EntryReader {
  private final Cursor in;
  private long elements; // of all arrays so far

  EntryReader(Cursor in) {
    this.in = in;
  }

  /** Reads {@code count} keys with their values, in the order of the file. */
  Map<String, Entry> read(long count) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (long i = 0; i < count; i++) {
      long start = in.at();
      String key = in.name("key " + i, Limits.KEY_BYTES);
      Entry entry = entry(key);
      if (entries.putIfAbsent(key, entry) != null) {
        throw in.fault("key '" + key + "'", start, "occurs a second time");
      }
    }
    return entries;
  }

  private Entry entry(String key) {
    String field = "key '" + key + "'";
    long start = in.at();
    ValueType type = type("type of " + field);
    if (type != ValueType.ARRAY) {
      Object value = scalar(type, "value of " + field);
      return new Entry(key, type, type, value, start, in.at() - start);
    }
    long typeAt = in.at();
    ValueType element = type("element type of " + field);
    if (element == ValueType.ARRAY) {
      throw in.fault("element type of " + field, typeAt, "is an array: arrays must not be nested");
    }
    Object value = array(element, "array of " + field);
    return new Entry(key, type, element, value, start, in.at() - start);
  }

  private ValueType type(String field) {
    long start = in.at();
    long id = in.u32(field);
    return ValueType.byId(id)
        .orElseThrow(() -> in.fault(field, start, "is " + id + ", which GGUF does not define"));
  }

  private Object scalar(ValueType type, String field) {
    return switch (type) {
      case UINT8, INT8, UINT16, INT16, UINT32, INT32, UINT64, INT64 -> integer(type, field);
      case FLOAT32, FLOAT64 -> decimal(type, field);
      case BOOL -> flag(field);
      case STRING -> in.text(field, Limits.STRING_BYTES);
      case ARRAY -> throw new AssertionError(field);
    };
  }

  private Object array(ValueType element, String field) {
    int length = length(element, field);
    return switch (element) {
      case UINT8, INT8, UINT16, INT16, UINT32, INT32, UINT64, INT64 -> {
        long[] values = new long[length];
        for (int i = 0; i < length; i++) {
          values[i] = integer(element, field);
        }
        yield values;
      }
      case FLOAT32, FLOAT64 -> {
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
          values[i] = decimal(element, field);
        }
        yield values;
      }
      case BOOL -> {
        boolean[] values = new boolean[length];
        for (int i = 0; i < length; i++) {
          values[i] = flag(field);
        }
        yield values;
      }
      case STRING -> {
        String[] values = new String[length];
        for (int i = 0; i < length; i++) {
          values[i] = in.text(field, Limits.STRING_BYTES);
        }
        yield values;
      }
      case ARRAY -> throw new AssertionError(field);
    };
  }

  private int length(ValueType element, String field) {
    long length = in.count("length of " + field, 0, Limits.ELEMENTS - elements);
    in.expect(length, element.bytes, field);
    elements += length;
    return Math.toIntExact(length);
  }

  private long integer(ValueType type, String field) {
    return switch (type) {
      case UINT8 -> in.u8(field);
      case INT8 -> (byte) in.u8(field);
      case UINT16 -> Short.toUnsignedLong(in.i16(field));
      case INT16 -> in.i16(field);
      case UINT32 -> in.u32(field);
      case INT32 -> in.i32(field);
      case UINT64 -> in.count(field, 0, Long.MAX_VALUE);
      case INT64 -> in.i64(field);
      case FLOAT32, FLOAT64, BOOL, STRING, ARRAY -> throw new AssertionError(type);
    };
  }

  private double decimal(ValueType type, String field) {
    return type == ValueType.FLOAT32
        ? Float.intBitsToFloat(in.i32(field))
        : Double.longBitsToDouble(in.i64(field));
  }

  private boolean flag(String field) {
    long start = in.at();
    int value = in.u8(field);
    if (value > 1) {
      throw in.fault(field, start, "is " + value + ", neither 0 (false) nor 1 (true)");
    }
    return value == 1;
  }
}
