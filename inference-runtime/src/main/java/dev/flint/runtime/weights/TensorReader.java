package dev.flint.runtime.weights;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the tensor records of a header and checks that each extent lies where data can be. */
final class TensorReader {
  // A record as it stands in the file: its offset counts from the first byte of tensor data.
  private record Record(String name, TensorType type, List<Long> shape, long offset, long at) {}

  private final Cursor in;

  TensorReader(Cursor in) {
    this.in = in;
  }

  /**
   * Reads {@code count} records, in the order of the file.
   *
   * @param alignment of the data, a power of two
   * @param fileBytes the length of the whole file
   */
  List<TensorInfo> read(long count, long alignment, long fileBytes) {
    List<Record> records = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (long i = 0; i < count; i++) {
      Record record = record(i);
      if (!names.add(record.name)) {
        throw fault(record, "has a name that occurred before");
      }
      records.add(record);
    }
    // The header is shorter than its limit, so this cannot overflow.
    long dataStart = (in.at() + alignment - 1) & -alignment;
    List<TensorInfo> tensors = new ArrayList<>();
    for (Record record : records) {
      tensors.add(place(record, alignment, dataStart, fileBytes));
    }
    rejectOverlaps(tensors, records);
    return List.copyOf(tensors);
  }

  private Record record(long index) {
    long start = in.at();
    String name = in.name("name of tensor " + index, Limits.NAME_BYTES);
    String field = "tensor '" + name + "'";
    long dimensionsAt = in.at();
    long dimensions = in.u32("dimensions of " + field);
    if (dimensions < 1 || dimensions > Limits.DIMENSIONS) {
      throw in.fault(
          "number of dimensions of " + field,
          dimensionsAt,
          "is " + dimensions + ", outside 1 to " + Limits.DIMENSIONS);
    }
    List<Long> shape = new ArrayList<>();
    for (int i = 0; i < dimensions; i++) {
      // Everything behind this counts rows and columns with 32 bits.
      shape.add(in.count("dimension " + i + " of " + field, 1, Integer.MAX_VALUE));
    }
    long typeAt = in.at();
    long type = in.u32("type of " + field);
    TensorType known =
        TensorType.byId(type)
            .orElseThrow(() ->
                in.fault(
                    "type of " + field, typeAt, "is " + type + ", which ggml does not define"));
    long offset = in.count("data offset of " + field, 0, Long.MAX_VALUE);
    return new Record(name, known, shape, offset, start);
  }

  private TensorInfo place(Record record, long alignment, long dataStart, long fileBytes) {
    long bytes = bytes(record);
    if (record.offset % alignment != 0) {
      throw fault(
          record, "has data at " + record.offset + ", not a multiple of alignment " + alignment);
    }
    long data = fileBytes - dataStart; // negative when the file ends before its data
    if (data < bytes || record.offset > data - bytes) {
      throw fault(
          record,
          "needs "
              + bytes
              + " bytes from data offset "
              + record.offset
              + ", but the file has "
              + Math.max(0, data)
              + " bytes of data");
    }
    return new TensorInfo(record.name, record.type, record.shape, dataStart + record.offset, bytes);
  }

  private long bytes(Record record) {
    int blockLength = record.type.blockLength();
    long columns = record.shape.getFirst();
    if (columns % blockLength != 0) {
      throw fault(
          record,
          "has rows of "
              + columns
              + " values, no multiple of "
              + record.type
              + "'s "
              + blockLength);
    }
    try {
      long bytes = Math.multiplyExact(columns / blockLength, (long) record.type.blockBytes());
      long values = columns;
      for (long extent : record.shape.subList(1, record.shape.size())) {
        bytes = Math.multiplyExact(bytes, extent);
        values = Math.multiplyExact(values, extent);
      }
      return bytes;
    } catch (ArithmeticException e) {
      throw fault(record, "has a shape " + record.shape + " whose size exceeds 64 bits");
    }
  }

  private void rejectOverlaps(List<TensorInfo> tensors, List<Record> records) {
    List<Integer> byOffset = new ArrayList<>();
    for (int i = 0; i < tensors.size(); i++) {
      byOffset.add(i);
    }
    byOffset.sort(Comparator.comparingLong(i -> tensors.get(i).offset()));
    for (int i = 1; i < byOffset.size(); i++) {
      TensorInfo before = tensors.get(byOffset.get(i - 1));
      TensorInfo after = tensors.get(byOffset.get(i));
      if (before.offset() + before.bytes() > after.offset()) {
        throw fault(records.get(byOffset.get(i)), "overlaps tensor '" + before.name() + "'");
      }
    }
  }

  private RuntimeException fault(Record record, String problem) {
    return in.fault("tensor '" + record.name + "'", record.at, problem);
  }
}
