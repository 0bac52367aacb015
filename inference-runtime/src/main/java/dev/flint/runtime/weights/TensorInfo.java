package dev.flint.runtime.weights;

import dev.flint.runtime.kernel.Bands;
import dev.flint.runtime.quant.Quantized;
import java.util.List;

/**
 * What a model file says about one tensor, checked.
 *
 * @param name as in the file
 * @param type of its values
 * @param shape in ggml's order {@code ne[]}: the row length first, so a matrix of {@code rows}
 *     outputs and {@code cols} inputs is {@code [cols, rows]}; one to four dimensions, each at
 *     least 1
 * @param offset of its first byte in the file
 * @param bytes it takes
 */
public record TensorInfo(String name, TensorType type, List<Long> shape, long offset, long bytes) {

  public TensorInfo {
    shape = List.copyOf(shape);
  }

  /** Values in the tensor. */
  public long values() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  /** Length of dimension {@code axis}; those that the file does not give are 1. */
  public long extent(int axis) {
    return axis < shape.size() ? shape.get(axis) : 1;
  }

  /** Bytes it takes when it is laid anew in bands; 0 where it always stays as it lies. */
  public long bytesInBands() {
    if (extent(1) < Bands.ROWS || !(type.format().orElse(null) instanceof Quantized format)) {
      return 0;
    }
    long rows = Math.ceilDiv(extent(1), Bands.ROWS) * Bands.ROWS;
    return rows * extent(2) * extent(3) * format.bytes(extent(0));
  }
}
