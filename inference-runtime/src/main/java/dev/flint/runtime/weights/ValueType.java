package dev.flint.runtime.weights;

import java.util.Optional;

/** The type of a metadata value, in the order of its number in the file. */
enum ValueType {
  UINT8(1),
  INT8(1),
  UINT16(2),
  INT16(2),
  UINT32(4),
  INT32(4),
  FLOAT32(4),
  BOOL(1),
  STRING(8), // at least: its length
  ARRAY(12), // at least: its type and its count
  UINT64(8),
  INT64(8),
  FLOAT64(8);

  private static final ValueType[] ALL = values();

  /** Bytes that a value takes, for strings and arrays at least. */
  final int bytes;

  ValueType(int bytes) {
    this.bytes = bytes;
  }

  static Optional<ValueType> byId(long id) {
    return id >= 0 && id < ALL.length ? Optional.of(ALL[(int) id]) : Optional.empty();
  }
}
