package dev.flint.runtime.kernel;

/** How the blocks of a matrix lie in memory. */
public enum Layout {
  /** As in the model file: row after row, each a run of blocks. */
  ROWS,

  /**
   * Sixteen rows in lanes: see {@link Bands}. Only quantised formats; the last band is filled up
   * with zeros.
   */
  BANDS
}
