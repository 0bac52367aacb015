package dev.flint.runtime.bench;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Sizes of the models that are measured; both tie their output to the embedding. */
enum ModelShape {
  ONE_BILLION("1b", 16, 2048, 32, 8, 8192, 128_256),
  SMALL("135m", 30, 576, 9, 3, 1536, 49_152);

  static final int HEAD_DIM = 64;

  final String label;
  final int layers;
  final int width;
  final int heads;
  final int keyHeads;
  final int feedForward;
  final int vocabulary;

  ModelShape(
      String label,
      int layers,
      int width,
      int heads,
      int keyHeads,
      int feedForward,
      int vocabulary) {
    this.label = label;
    this.layers = layers;
    this.width = width;
    this.heads = heads;
    this.keyHeads = keyHeads;
    this.feedForward = feedForward;
    this.vocabulary = vocabulary;
  }

  static ModelShape of(String label) {
    return Arrays.stream(values())
        .filter(shape -> shape.label.equals(label))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "shape '%s' is unknown; these are: %s"
                    .formatted(
                        label,
                        Arrays.stream(values())
                            .map(shape -> shape.label)
                            .collect(Collectors.joining(", ")))));
  }
}
