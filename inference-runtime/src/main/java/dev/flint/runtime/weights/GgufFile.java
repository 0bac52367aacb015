package dev.flint.runtime.weights;

import dev.flint.runtime.RuntimeFault;
import dev.flint.runtime.RuntimeFault.Code;
import dev.flint.runtime.kernel.Layout;
import dev.flint.runtime.memory.Region;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A model file in GGUF, version 2 or 3, little-endian, mapped into memory. Opening it checks every
 * count, length, offset and extent, and reads nothing of the tensor data; {@link #verify} reads all
 * of it.
 *
 * <p>Errors: {@code MALFORMED_MODEL} with the file, the field and the offset; {@code
 * UNSUPPORTED_MODEL} for another version, byte order or a model in several files; {@code IO}.
 * Nothing stays mapped after an error. The file must not be shortened while it is open: the
 * operating system answers that with an {@link InternalError} in whoever reads it.
 *
 * <p>Any thread may read; {@link #close} ends the mapping and with it every tensor.
 */
public final class GgufFile implements AutoCloseable {
  private final Arena arena;
  private final MemorySegment data;
  private final Header header;
  private final String label;
  private final List<Region> regions = new CopyOnWriteArrayList<>();

  private GgufFile(Arena arena, MemorySegment data, Header header, String label) {
    this.arena = arena;
    this.data = data;
    this.header = header;
    this.label = label;
  }

  /** Opens the file at {@code path}. */
  public static GgufFile open(Path path) {
    if (Files.isDirectory(path)) {
      throw new RuntimeFault(Code.IO, path + " is a folder, not a model file");
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return open(channel, path.toString());
    } catch (NoSuchFileException e) {
      throw new RuntimeFault(Code.IO, path + " does not exist", e);
    } catch (IOException e) {
      throw new RuntimeFault(Code.IO, path + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Opens the file behind {@code channel}, which stays the caller's: it may be closed at once.
   *
   * @param label what errors call the file
   */
  public static GgufFile open(FileChannel channel, String label) {
    Arena arena = Arena.ofShared();
    boolean opened = false;
    try {
      MemorySegment data = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
      GgufFile file = new GgufFile(arena, data, Header.read(data, label), label);
      opened = true;
      return file;
    } catch (IOException e) {
      throw new RuntimeFault(Code.IO, label + " cannot be mapped: " + e.getMessage(), e);
    } finally {
      if (!opened) {
        arena.close();
      }
    }
  }

  /** What errors call the file. */
  public String label() {
    return label;
  }

  /** The version of the format, 2 or 3. */
  public int version() {
    return Math.toIntExact(header.version());
  }

  /** Bytes to which tensor data is aligned. */
  public long alignment() {
    return header.alignment();
  }

  /**
   * The metadata, in the order of the file. Integers of every width are {@link Long}, decimals
   * {@link Double}; arrays are {@code String[]}, {@code long[]}, {@code double[]} or {@code
   * boolean[]} and must not be written to.
   */
  public Map<String, Object> metadata() {
    Map<String, Object> values = new LinkedHashMap<>();
    header.entries().forEach((key, entry) -> values.put(key, entry.value()));
    return Collections.unmodifiableMap(values);
  }

  /** The tensors, in the order of the file. */
  public List<TensorInfo> tensors() {
    return header.tensors();
  }

  /** The tensors by name, as they lie in the file; they live until this file is closed. */
  public Weights weights() {
    return new Weights(label, data, header.tensors(), Placement.MAPPED, null);
  }

  /**
   * The same, with matrices that are multiplied laid anew: see {@link Weights#multiplied}.
   *
   * @param wanted layout, of the backend that will multiply
   */
  public Weights weights(Placement placement, Layout wanted) {
    Weaving weaving =
        switch (placement.layout(wanted)) {
          case ROWS -> null;
          case BANDS -> new Weaving(region(placement.hugePages()));
        };
    return new Weights(label, data, header.tensors(), placement, weaving);
  }

  /** Room for every tensor in bands: address space, which becomes memory when it is written. */
  private Region region(boolean hugePages) {
    long most = 0;
    for (TensorInfo tensor : header.tensors()) {
      most += tensor.bytesInBands() + Weaving.SPACE;
    }
    Region region = Region.of(most, hugePages);
    regions.add(region);
    return region;
  }

  /**
   * Reads every tensor that can be decoded and fails on the first value that is not a number or not
   * finite, as NaN or infinity in a block's scale makes it. It takes as long as reading the file.
   *
   * @return how many tensors are of a type that cannot be decoded, and so were not read
   */
  public int verify() {
    return new FiniteCheck(label, data).check(header.tensors());
  }

  /** The keys as they stand in the file. */
  Collection<Entry> entries() {
    return header.entries().values();
  }

  /** The bytes {@code offset} to {@code offset + bytes} of the file. */
  MemorySegment slice(long offset, long bytes) {
    return data.asSlice(offset, bytes);
  }

  @Override
  public void close() {
    regions.forEach(Region::close);
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}
