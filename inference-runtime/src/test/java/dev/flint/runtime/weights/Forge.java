package dev.flint.runtime.weights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes GGUF files that no honest writer would: every field takes whatever it is given. */
final class Forge {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int mark;

  /** A file that begins as it should and announces this many tensors and keys. */
  static Forge file(long tensors, long keys) {
    return new Forge().raw("GGUF").u32(3).u64(tensors).u64(keys);
  }

  /** A file of one key, announced and begun: its type and value come next. */
  static Forge key(String key) {
    return file(0, 1).string(key);
  }

  /** A file of keys without tensors, whose architecture is {@code llama}. */
  static Forge llama(long furtherKeys) {
    return file(0, 1 + furtherKeys).string("general.architecture").u32(8).string("llama");
  }

  /** Marks what comes next as the field that is wrong. */
  Forge mark() {
    mark = bytes.size();
    return this;
  }

  int marked() {
    return mark;
  }

  Forge u8(int value) {
    bytes.write(value);
    return this;
  }

  Forge u32(long value) {
    return little(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt((int) value));
  }

  Forge u64(long value) {
    return little(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value));
  }

  private Forge little(ByteBuffer value) {
    bytes.writeBytes(value.array());
    return this;
  }

  Forge raw(String text) {
    bytes.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  Forge string(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    u64(utf8.length);
    bytes.writeBytes(utf8);
    return this;
  }

  /** A whole tensor record. */
  Forge record(String name, int type, long offset, long... shape) {
    string(name).u32(shape.length);
    for (long extent : shape) {
      u64(extent);
    }
    return u32(type).u64(offset);
  }

  /** Zeros up to the usual alignment and {@code count} more, as tensor data. */
  Forge data(int count) {
    while (bytes.size() % 32 != 0) {
      u8(0);
    }
    bytes.writeBytes(new byte[count]);
    return this;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  Path save(Path folder) {
    try {
      return Files.write(folder.resolve("forged.gguf"), bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
