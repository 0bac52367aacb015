package dev.flint.runtime.weights;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a GGUF file, version 3, little-endian. Keys and tensors keep the order in which they were
 * put; putting a key again replaces its value in place.
 */
public final class GgufWriter {
  private static final int VERSION = 3;

  /** Writes exactly the bytes of one tensor. */
  @FunctionalInterface
  public interface TensorBytes {
    void writeTo(OutputStream out) throws IOException;
  }

  private record Pending(
      String name, TensorType type, List<Long> shape, long bytes, TensorBytes data) {}

  private final int alignment;
  private final Map<String, byte[]> values = new LinkedHashMap<>(); // each with its type before it
  private final List<Pending> tensors = new ArrayList<>();

  /**
   * Begins a file whose tensor data is aligned to {@code alignment} bytes, a power of two. Unless
   * it is 32, the key {@code general.alignment} must say the same.
   */
  public GgufWriter(int alignment) {
    this.alignment = alignment;
  }

  /** Puts a string. */
  public GgufWriter string(String key, String value) {
    return put(key, new LittleEndian().u32(ValueType.STRING.ordinal()).string(value));
  }

  /** Puts an unsigned integer of 32 bits. */
  public GgufWriter uint32(String key, long value) {
    return put(key, new LittleEndian().u32(ValueType.UINT32.ordinal()).u32(value));
  }

  /** Puts a single-precision number. */
  public GgufWriter float32(String key, float value) {
    int bits = Float.floatToRawIntBits(value);
    return put(key, new LittleEndian().u32(ValueType.FLOAT32.ordinal()).u32(bits));
  }

  /** Puts an array of strings. */
  public GgufWriter strings(String key, List<String> elements) {
    LittleEndian value = new LittleEndian().u32(ValueType.ARRAY.ordinal());
    value.u32(ValueType.STRING.ordinal()).u64(elements.size());
    elements.forEach(value::string);
    return put(key, value);
  }

  /** Takes a key over from another file, byte for byte. */
  GgufWriter copy(GgufFile from, Entry entry) {
    ByteBuffer bytes = from.slice(entry.offset(), entry.bytes()).asByteBuffer();
    byte[] value = new byte[bytes.remaining()];
    bytes.get(value);
    values.put(entry.key(), value);
    return this;
  }

  private GgufWriter put(String key, LittleEndian value) {
    values.put(key, value.bytes.toByteArray());
    return this;
  }

  /**
   * Adds a tensor.
   *
   * @param shape in ggml's order, the row length first
   * @param data is called once, when the file is written
   */
  public GgufWriter tensor(String name, TensorType type, List<Long> shape, TensorBytes data) {
    long rest = shape.stream().skip(1).reduce(1L, Math::multiplyExact);
    long row = Math.multiplyExact(shape.getFirst() / type.blockLength(), (long) type.blockBytes());
    tensors.add(new Pending(name, type, shape, Math.multiplyExact(row, rest), data));
    return this;
  }

  /** Writes the whole file; {@code out} is buffered here and stays open. */
  public void writeTo(OutputStream out) throws IOException {
    Counted counted = new Counted(out);
    counted.write(header());
    for (Pending tensor : tensors) {
      counted.pad(alignment);
      long start = counted.written;
      tensor.data.writeTo(counted);
      if (counted.written - start != tensor.bytes) {
        throw new IllegalStateException(
            "tensor " + tensor.name + " gave " + (counted.written - start) + " bytes");
      }
    }
    counted.pad(alignment);
    counted.flush();
  }

  private byte[] header() {
    LittleEndian header = new LittleEndian().u32(Header.MAGIC).u32(VERSION);
    header.u64(tensors.size()).u64(values.size());
    values.forEach((key, value) -> header.string(key).bytes.writeBytes(value));
    long offset = 0;
    for (Pending tensor : tensors) {
      header.string(tensor.name).u32(tensor.shape.size());
      tensor.shape.forEach(header::u64);
      header.u32(tensor.type.id()).u64(offset);
      offset = Math.addExact(offset, padded(tensor.bytes));
    }
    return header.bytes.toByteArray();
  }

  private long padded(long bytes) {
    return Math.addExact(bytes, alignment - 1L) & -alignment;
  }

  private static final class LittleEndian {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    LittleEndian u32(long value) {
      byte[] four = new byte[4];
      ByteBuffer.wrap(four).order(ByteOrder.LITTLE_ENDIAN).putInt((int) value);
      bytes.writeBytes(four);
      return this;
    }

    LittleEndian u64(long value) {
      byte[] eight = new byte[8];
      ByteBuffer.wrap(eight).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
      bytes.writeBytes(eight);
      return this;
    }

    LittleEndian string(String value) {
      byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
      u64(utf8.length).bytes.writeBytes(utf8);
      return this;
    }
  }

  private static final class Counted extends BufferedOutputStream {
    long written;

    Counted(OutputStream out) {
      super(out, 1 << 16);
    }

    @Override
    public synchronized void write(int b) throws IOException {
      super.write(b);
      written++;
    }

    @Override
    public synchronized void write(byte[] bytes, int at, int length) throws IOException {
      super.write(bytes, at, length);
      written += length;
    }

    void pad(int alignment) throws IOException {
      while (written % alignment != 0) {
        write(0);
      }
    }
  }
}
