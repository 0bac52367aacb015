package dev.flint.runtime.kernel;

/** What is done value by value or vector by vector between products, on all threads. */
final class Pass implements Workers.Work {
  /** Values handed out at a time; a whole number of quantisation groups. */
  private static final int VALUES = 4096;

  private enum Kind {
    QUANTIZE,
    NORMALIZE,
    GATE
  }

  private static final float[] NONE = {};

  private final Kernels kernels;
  private Kind kind = Kind.QUANTIZE;
  private Activations x = new Activations(0);
  private float[] input = NONE;
  private float[] other = NONE;
  private float epsilon;

  Pass(Kernels kernels) {
    this.kernels = kernels;
  }

  void quantize(Workers workers, Activations x) {
    kind = Kind.QUANTIZE;
    this.x = x;
    workers.run(x.count(), VALUES, this);
  }

  void normalize(
      Workers workers, float[] from, int columns, float[] weight, float epsilon, Activations to) {
    kind = Kind.NORMALIZE;
    x = to;
    input = from;
    other = weight;
    this.epsilon = epsilon;
    workers.run(columns, Math.max(1, VALUES / weight.length), this);
  }

  void gate(Workers workers, float[] gate, float[] up, Activations to) {
    kind = Kind.GATE;
    x = to;
    input = gate;
    other = up;
    workers.run(to.count(), VALUES, this);
  }

  @Override
  public void range(int from, int to) {
    switch (kind) {
      case QUANTIZE -> kernels.quantize(x, from, to);
      case GATE -> {
        kernels.gate(input, other, from, to - from);
        System.arraycopy(input, from, x.values, from, to - from);
      }
      case NORMALIZE -> {
        for (int column = from; column < to; column++) {
          int at = column * x.width();
          kernels.normalize(input, at, other, epsilon, x.values, at);
        }
      }
    }
  }
}
