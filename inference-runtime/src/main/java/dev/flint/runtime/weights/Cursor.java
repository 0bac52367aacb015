package dev.flint.runtime.weights;

import dev.flint.runtime.RuntimeFault;
import dev.flint.runtime.RuntimeFault.Code;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads a header from its front, never past its end: whatever is not there, or is too much, becomes
 * one fault that names the file, the field and the offset.
 */
final class Cursor {
  private static final ValueLayout.OfShort SHORT = little(ValueLayout.JAVA_SHORT_UNALIGNED);
  private static final ValueLayout.OfInt INT = little(ValueLayout.JAVA_INT_UNALIGNED);
  private static final ValueLayout.OfLong LONG = little(ValueLayout.JAVA_LONG_UNALIGNED);

  private final MemorySegment data;
  private final String label;
  private long at;

  Cursor(MemorySegment data, String label) {
    this.data = data;
    this.label = label;
  }

  long at() {
    return at;
  }

  int u8(String field) {
    return Byte.toUnsignedInt(data.get(ValueLayout.JAVA_BYTE, take(1, field)));
  }

  short i16(String field) {
    return data.get(SHORT, take(2, field));
  }

  int i32(String field) {
    return data.get(INT, take(4, field));
  }

  long u32(String field) {
    return Integer.toUnsignedLong(i32(field));
  }

  long i64(String field) {
    return data.get(LONG, take(8, field));
  }

  /** An unsigned number of 64 bits that must lie in {@code min} to {@code max}. */
  long count(String field, long min, long max) {
    long start = at;
    long value = i64(field);
    if (value < min || value > max) {
      String shown = Long.toUnsignedString(value);
      throw fault(field, start, "is " + shown + ", outside " + min + " to " + max);
    }
    return value;
  }

  /** A string of text: bytes that are no UTF-8 are replaced, for vocabularies have such. */
  String text(String field, long max) {
    return new String(bytes(field, max), StandardCharsets.UTF_8);
  }

  /** A string that names something, so two of them must not become equal: strict UTF-8. */
  String name(String field, long max) {
    long start = at;
    byte[] bytes = bytes(field, max);
    if (bytes.length == 0) {
      throw fault(field, start, "is empty");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw fault(field, start, "is not valid UTF-8");
    }
  }

  private byte[] bytes(String field, long max) {
    long length = count("length of " + field, 0, max);
    long start = take(length, field);
    return data.asSlice(start, length).toArray(ValueLayout.JAVA_BYTE);
  }

  /** Fails unless {@code count} things of at least {@code each} bytes can follow. */
  void expect(long count, int each, String field) {
    long left = data.byteSize() - at;
    if (count > left / each) {
      throw fault(
          field, at, "has " + count + " elements, but only " + left + " bytes of header follow");
    }
  }

  private long take(long bytes, String field) {
    long left = data.byteSize() - at;
    if (bytes > left) {
      throw fault(
          field, at, "needs " + bytes + " bytes, but only " + left + " bytes of header follow");
    }
    long start = at;
    at += bytes;
    return start;
  }

  /** A fault about {@code field}, which begins at {@code offset}. */
  RuntimeFault fault(String field, long offset, String problem) {
    return fault(Code.MALFORMED_MODEL, field, offset, problem);
  }

  RuntimeFault fault(Code code, String field, long offset, String problem) {
    return new RuntimeFault(code, label + ": " + field + " at offset " + offset + " " + problem);
  }

  @SuppressWarnings("unchecked") // withOrder returns the layout's own type
  private static <T extends ValueLayout> T little(T layout) {
    return (T) layout.withOrder(ByteOrder.LITTLE_ENDIAN);
  }
}
