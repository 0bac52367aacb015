package dev.flint.runtime.kernel;

/**
 * Inputs of a multiplication: {@code [columns, width]} floats, and the same values quantised for
 * weights that are integers. Reused from step to step; {@link Kernels#quantize} fills the second
 * half when it is wanted.
 *
 * <p>Quantisation is symmetric in groups of {@value #GROUP}: finer than a weight block, so that the
 * rounding of activations costs less accuracy than in runtimes that share one scale among 32 or
 * 256.
 */
public final class Activations {
  /** Values that share one activation scale. */
  public static final int GROUP = 16;

  /** A group whose largest magnitude is below this is zero: its reciprocal would overflow. */
  public static final float TINY = 0x1p-100f;

  /** {@code [columns, width]}. */
  public final float[] values;

  /** {@code [columns, width]}, -127 to 127, as 16 bits so that products need no widening. */
  public final short[] q;

  /** The same integers as floats. */
  public final float[] integers;

  /** {@code [columns, width / GROUP]}. */
  public final float[] scales;

  /** {@code [columns, width / GROUP]}: sums of {@link #q}, exact. */
  public final float[] sums;

  private final int capacity;
  private int columns;
  private int width;

  /** Room for {@code capacity} floats in all. */
  public Activations(int capacity) {
    this.capacity = capacity;
    values = new float[capacity];
    q = new short[capacity];
    integers = new float[capacity];
    scales = new float[capacity / GROUP + 1];
    sums = new float[capacity / GROUP + 1];
  }

  /** Sets the shape for the next multiplication. */
  public Activations shape(int columns, int width) {
    assert (long) columns * width <= capacity : columns + " x " + width + " > " + capacity;
    this.columns = columns;
    this.width = width;
    return this;
  }

  /** How many vectors. */
  public int columns() {
    return columns;
  }

  /** Length of each vector. */
  public int width() {
    return width;
  }

  /** Groups in a vector. */
  public int groups() {
    return width / GROUP;
  }
}
