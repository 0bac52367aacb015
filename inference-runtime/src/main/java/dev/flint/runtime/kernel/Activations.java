package dev.flint.runtime.kernel;

/**
 * Inputs of a multiplication: {@code [columns, width]} floats, and the same values quantised for
 * weights that are integers. Reused from step to step; {@link Kernels#quantize} fills all but
 * {@link #values}.
 *
 * <p>Quantisation is symmetric in groups of {@value #GROUP}: finer than a weight block, so that the
 * rounding of activations costs less accuracy than in runtimes that share one scale among 32 or
 * 256.
 */
public final class Activations {
  /** Values that share one activation scale. */
  public static final int GROUP = 16;

  /** Quantised widths are a multiple of this: the shortest weight block. */
  public static final int ALIGNMENT = 2 * GROUP;

  /** A group whose largest magnitude is below this is zero: its reciprocal would overflow. */
  public static final float TINY = 0x1p-100f;

  /** {@code [columns, width]}. */
  public final float[] values;

  /** {@code [columns, width]}, -127 to 127. */
  public final byte[] q;

  /** {@code [columns, width / 16]}: {@code x}, what one step of {@link #q} is worth. */
  public final float[] scales;

  /** {@code [columns, width / 16]}: {@code S}, the sums of {@link #q}. */
  public final int[] sums;

  /** {@code [columns, width / 16]}: {@code u} of one group, {@code S * x}. */
  public final float[] offsets16;

  /** {@code [columns, width / 32]}: {@code u} of two groups, {@code fma(S', x', S * x)}. */
  public final float[] offsets32;

  private final int capacity;
  private int columns;
  private int width;
  private volatile float[] workspace = {};

  /** Room for {@code capacity} floats in all. */
  public Activations(int capacity) {
    this.capacity = capacity;
    values = new float[capacity];
    q = new byte[capacity];
    scales = new float[capacity / GROUP];
    sums = new int[capacity / GROUP];
    offsets16 = new float[capacity / GROUP];
    offsets32 = new float[capacity / ALIGNMENT];
  }

  /** Sets the shape for the next multiplication. */
  public Activations shape(int columns, int width) {
    assert (long) columns * width <= capacity : columns + " x " + width + " > " + capacity;
    this.columns = columns;
    this.width = width;
    return this;
  }

  /**
   * Room for a backend's own form of these values, kept from step to step: its own to fill when it
   * quantises. Any thread may ask first; all ask for the same length.
   */
  public float[] workspace(int length) {
    float[] present = workspace;
    return present.length >= length ? present : grown(length);
  }

  private synchronized float[] grown(int length) {
    if (workspace.length < length) {
      workspace = new float[length];
    }
    return workspace;
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

  /** Values in all. */
  public int count() {
    return columns * width;
  }
}
