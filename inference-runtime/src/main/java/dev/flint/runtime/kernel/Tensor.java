package dev.flint.runtime.kernel;

import dev.flint.runtime.quant.Format;
import java.lang.foreign.MemorySegment;

/**
 * Read-only weights: {@code [slices, rows, cols]}, row-major, each row a whole number of blocks. A
 * vector has one row, a plain matrix one slice; a stack of experts has one slice per expert.
 *
 * @param name as in the model file
 * @param format of every value
 * @param slices matrices stacked, at least 1
 * @param rows of each matrix (outputs), at least 1
 * @param cols of each row (inputs), ggml's {@code ne[0]}
 * @param data exactly the bytes of all slices
 */
public record Tensor(
    String name, Format format, int slices, int rows, int cols, MemorySegment data) {

  public Tensor {
    long want = format.bytes(Math.multiplyExact((long) slices * rows, (long) cols));
    if (slices < 1 || rows < 1 || cols < 1 || cols % format.blockLength() != 0) {
      throw new IllegalArgumentException(
          "tensor " + name + " has shape [" + slices + ", " + rows + ", " + cols + "]");
    }
    if (data.byteSize() != want) {
      throw new IllegalArgumentException(
          "tensor " + name + " needs " + want + " bytes, not " + data.byteSize());
    }
  }

  /** Bytes of one row. */
  public long rowBytes() {
    return format.bytes(cols);
  }

  /** Where row {@code row} of slice {@code slice} begins in {@link #data}. */
  public long rowOffset(int slice, int row) {
    return ((long) slice * rows + row) * rowBytes();
  }

  /** Decodes one row of the first slice to floats, {@code target[at .. at + cols)}. */
  public void decodeRow(int row, float[] target, int at) {
    format.decode(data, rowOffset(0, row), target, at, cols);
  }
}
