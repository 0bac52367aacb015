package dev.flint.runtime.weights;

import dev.flint.runtime.kernel.Layout;
import dev.flint.runtime.memory.Pages;

/**
 * How weights are kept in memory.
 *
 * @param relay whether quantised matrices are laid anew at load, as the backend wants them; without
 *     it they are used as they lie in the mapped file
 * @param hugePages whether memory for weights laid anew comes in huge pages where it can
 * @param lock whether weights are kept from being swapped out or dropped; where that is refused,
 *     loading fails
 */
public record Placement(boolean relay, boolean hugePages, boolean lock) {
  /** Laid anew, in huge pages, not locked. */
  public static final Placement DEFAULT = new Placement(true, true, false);

  /** As in the file. */
  public static final Placement MAPPED = new Placement(false, false, false);

  /** The layout for a backend. */
  public Layout layout(Layout wanted) {
    return relay ? wanted : Layout.ROWS;
  }

  /** What becomes of the weights for a backend that wants this layout, in words for a log. */
  public String describe(Layout wanted) {
    String laid =
        switch (layout(wanted)) {
          case ROWS -> "weights as in the file";
          case BANDS -> "weights in bands" + (hugePages && Pages.huge() ? " on huge pages" : "");
        };
    return lock ? laid + ", locked" : laid;
  }
}
