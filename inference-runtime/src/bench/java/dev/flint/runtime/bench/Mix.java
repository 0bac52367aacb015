package dev.flint.runtime.bench;

import dev.flint.runtime.weights.TensorType;
import java.util.Arrays;
import java.util.List;

/** Which type llama.cpp's quantiser gives each matrix of a model with tied output. */
enum Mix {
  Q4_0(2),
  Q8_0(7),
  Q4_K_M(15),
  F16(1);

  /** The number under {@code general.file_type}. */
  final int fileType;

  Mix(int fileType) {
    this.fileType = fileType;
  }

  static Mix of(String label) {
    List<Mix> known = List.of(values());
    return known.stream()
        .filter(mix -> mix.name().equals(label))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "format '%s' is unknown; these are: %s"
                    .formatted(label, Arrays.toString(values()))));
  }

  /** The embedding serves as output too, and outputs are kept finer. */
  TensorType embedding(int cols) {
    return switch (this) {
      case Q8_0 -> TensorType.Q8_0;
      case F16 -> TensorType.F16;
      case Q4_0, Q4_K_M -> fitting(TensorType.Q6_K, cols);
    };
  }

  /** The type of a matrix in a layer; {@code name} without layer and suffix. */
  TensorType layer(String name, int layer, int layers, int cols) {
    return switch (this) {
      case Q4_0 -> TensorType.Q4_0;
      case Q8_0 -> TensorType.Q8_0;
      case F16 -> TensorType.F16;
      case Q4_K_M -> {
        boolean sensitive = name.equals("attn_v") || name.equals("ffn_down");
        boolean fine = sensitive && usesMoreBits(layer, layers);
        yield fitting(fine ? TensorType.Q6_K : TensorType.Q4_K, cols);
      }
    };
  }

  private static boolean usesMoreBits(int layer, int layers) {
    int eighth = layers / 8;
    return layer < eighth || layer >= 7 * layers / 8 || (layer - eighth) % 3 == 2;
  }

  /** Rows that are no whole number of large blocks fall back to small ones. */
  private static TensorType fitting(TensorType type, int cols) {
    if (cols % type.blockLength() == 0) {
      return type;
    }
    return type == TensorType.Q6_K ? TensorType.Q8_0 : TensorType.Q5_0;
  }
}
