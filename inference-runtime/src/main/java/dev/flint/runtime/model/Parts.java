package dev.flint.runtime.model;

import dev.flint.runtime.RuntimeFault;
import dev.flint.runtime.RuntimeFault.Code;
import dev.flint.runtime.kernel.Tensor;
import dev.flint.runtime.layer.Norm;
import dev.flint.runtime.layer.Projection;
import dev.flint.runtime.weights.Metadata;
import dev.flint.runtime.weights.Weights;
import org.jspecify.annotations.Nullable;

/** Takes a model file's metadata and tensors as parts, and checks that they fit each other. */
record Parts(String architecture, Metadata metadata, Weights weights) {
  /** No published model comes near; a product of two such sizes stays far inside a long. */
  static final int MAX_WIDTH = 1 << 20;

  static final int MAX_CONTEXT = 1 << 24;

  /** The full metadata key of an architecture's own setting. */
  String key(String suffix) {
    return architecture + "." + suffix;
  }

  int required(String suffix, int max) {
    return metadata.integer(key(suffix), 1, max);
  }

  /** A setting that may be missing or, as some converters write, zero for "not set". */
  int optional(String suffix, int max, int otherwise) {
    int value = metadata.integerOr(key(suffix), 0, max, 0);
    return value == 0 ? otherwise : value;
  }

  /** A decimal setting that may be missing or zero for "not set". */
  double optional(String suffix, double otherwise) {
    double value = metadata.decimalOr(key(suffix), 0);
    return value == 0 ? otherwise : value;
  }

  /** A norm of that width. */
  Norm norm(String name, int width, float epsilon) {
    return new Norm(vector(name + ".weight", width), epsilon);
  }

  /** A stack of matrices with its optional scale and bias. */
  Projection projection(String name, int slices, int rows, int cols, boolean biasFirst) {
    return new Projection(
        multiplied(name + ".weight", slices, rows, cols),
        optionalVector(name + ".scale", slices),
        optionalVector(name + ".bias", rows),
        biasFirst);
  }

  /** A stack of matrices that will be multiplied, laid as the backend wants it. */
  Tensor multiplied(String name, int slices, int rows, int cols) {
    return weights.multiplied(matrix(name, slices, rows, cols));
  }

  /** A tensor of that shape as it lies in the file. */
  Tensor matrix(String name, int slices, int rows, int cols) {
    Tensor tensor = weights.get(name);
    if (tensor.slices() != slices || tensor.rows() != rows || tensor.cols() != cols) {
      throw fault(
          "tensor '%s' has shape [%d, %d, %d] where [%d, %d, %d] is needed"
              .formatted(name, tensor.slices(), tensor.rows(), tensor.cols(), slices, rows, cols));
    }
    return tensor;
  }

  float @Nullable [] optionalVector(String name, int width) {
    return weights.has(name) ? vector(name, width) : null;
  }

  private float[] vector(String name, int width) {
    Tensor tensor = matrix(name, 1, 1, width);
    float[] values = new float[width];
    tensor.decodeRow(0, values, 0);
    return values;
  }

  static RuntimeFault fault(String message) {
    return new RuntimeFault(Code.MALFORMED_MODEL, message);
  }
}
