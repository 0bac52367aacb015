package dev.flint.runtime.kernel;

import dev.flint.runtime.quant.Format;
import dev.flint.runtime.quant.Quantized;
import java.lang.foreign.MemorySegment;

/**
 * Read-only weights: {@code [slices, rows, cols]}, each row a whole number of blocks. A vector has
 * one row, a plain matrix one slice; a stack of experts has one slice per expert.
 *
 * @param name as in the model file
 * @param format of every value
 * @param slices matrices stacked, at least 1
 * @param rows of each matrix (outputs), at least 1
 * @param cols of each row (inputs), ggml's {@code ne[0]}
 * @param layout how the blocks lie
 * @param data exactly the bytes of all slices
 */
public record Tensor(
    String name, Format format, int slices, int rows, int cols, Layout layout, MemorySegment data) {

  public Tensor {
    if (slices < 1 || rows < 1 || cols < 1 || cols % format.blockLength() != 0) {
      throw new IllegalArgumentException(
          "tensor " + name + " has shape [" + slices + ", " + rows + ", " + cols + "]");
    }
    int stored = layout == Layout.ROWS ? rows : Bands.count(rows) * Bands.ROWS;
    long want = format.bytes(Math.multiplyExact((long) slices * stored, (long) cols));
    if (data.byteSize() != want) {
      throw new IllegalArgumentException(
          "tensor " + name + " needs " + want + " bytes, not " + data.byteSize());
    }
    if (layout == Layout.BANDS && !(format instanceof Quantized)) {
      throw new IllegalArgumentException("tensor " + name + " has no blocks to weave");
    }
  }

  /** Weights as they lie in a model file. */
  public Tensor(String name, Format format, int slices, int rows, int cols, MemorySegment data) {
    this(name, format, slices, rows, cols, Layout.ROWS, data);
  }

  /** Bytes of one block. */
  public int blockBytes() {
    return format.blockBytes();
  }

  /** Bytes of one row. */
  public long rowBytes() {
    return format.bytes(cols);
  }

  /** Where a row begins in {@link #data}, of a tensor in {@link Layout#ROWS}. */
  public long rowOffset(int slice, int row) {
    return ((long) slice * rows + row) * rowBytes();
  }

  /** Where a band begins in {@link #data}, of a tensor in {@link Layout#BANDS}. */
  public long bandOffset(int slice, int band) {
    return ((long) slice * Bands.count(rows) + band) * Bands.ROWS * rowBytes();
  }

  /** Decodes one row of the first slice to floats, {@code target[at .. at + cols)}. */
  public void decodeRow(int row, float[] target, int at) {
    decodeRow(row, target, at, MemorySegment.ofArray(new byte[format.blockBytes()]));
  }

  /**
   * The same without allocating.
   *
   * @param block room for one block
   */
  public void decodeRow(int row, float[] target, int at, MemorySegment block) {
    if (layout == Layout.ROWS) {
      format.decode(data, rowOffset(0, row), target, at, cols);
      return;
    }
    for (int b = 0; b < cols / format.blockLength(); b++) {
      block(0, row, b, block);
      format.decode(block, 0, target, at + b * format.blockLength(), format.blockLength());
    }
  }

  /** Copies one block of one row, as it stands in the model file. */
  public void block(int slice, int row, int block, MemorySegment target) {
    switch (layout) {
      case ROWS ->
          MemorySegment.copy(
              data,
              rowOffset(slice, row) + (long) block * format.blockBytes(),
              target,
              0,
              format.blockBytes());
      case BANDS -> Bands.unweave(this, slice, row, block, target);
    }
  }
}
