package dev.flint.runtime.weights;

import dev.flint.runtime.RuntimeFault.Code;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;

/**
 * Everything of a GGUF file before its tensor data, checked.
 *
 * @param version 2 or 3, which differ in nothing that is read here
 * @param alignment of tensor data, in bytes
 * @param entries by key, in the order of the file
 * @param tensors in the order of the file
 */
record Header(long version, long alignment, Map<String, Entry> entries, List<TensorInfo> tensors) {
  static final int MAGIC = 0x46554747; // "GGUF", read as little-endian

  /** Reads the header of {@code file}, the whole of a model file called {@code label}. */
  static Header read(MemorySegment file, String label) {
    long fileBytes = file.byteSize();
    Cursor in = new Cursor(file.asSlice(0, Math.min(fileBytes, Limits.HEADER_BYTES)), label);
    long version = version(in);
    long tensorCount = in.count("number of tensors", 0, Limits.TENSORS);
    long keyCount = in.count("number of keys", 0, Limits.KEYS);
    Map<String, Entry> entries = new EntryReader(in).read(keyCount);
    WellKnown known = new WellKnown(in, entries);
    known.check();
    long alignment = known.alignment();
    List<TensorInfo> tensors = new TensorReader(in).read(tensorCount, alignment, fileBytes);
    return new Header(version, alignment, entries, tensors);
  }

  private static long version(Cursor in) {
    if (in.i32("magic") != MAGIC) {
      throw in.fault("magic", 0, "is not 'GGUF': this is no GGUF file");
    }
    int version = in.i32("version");
    if (version == 2 || version == 3) {
      return version;
    }
    int swapped = Integer.reverseBytes(version);
    String problem =
        swapped > 0 && swapped < 1 << 16
            ? "is big-endian: convert the file to little-endian first"
            : "is " + Integer.toUnsignedString(version) + "; versions 2 and 3 can be read";
    throw in.fault(Code.UNSUPPORTED_MODEL, "version", 4, problem);
  }
}
