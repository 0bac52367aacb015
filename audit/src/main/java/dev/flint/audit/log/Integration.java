package dev.flint.audit.log;

import dev.flint.audit.merkle.FullTile;
import dev.flint.audit.note.Checkpoint;
import java.util.List;

/**
 * One step of the tree, stored wholly or not at all.
 *
 * @param from the size that the latest stored checkpoint must have, or {@link #NO_CHECKPOINT}
 * @param leaves records in the order they take from leaf {@code from} on
 * @param tiles the tiles this fills
 * @param checkpoint the tree head after it
 */
public record Integration(
    long from, List<Pending> leaves, List<FullTile> tiles, Checkpoint checkpoint) {
  /** Stands for the size before the first checkpoint. */
  public static final long NO_CHECKPOINT = -1;

  public Integration {
    leaves = List.copyOf(leaves);
    tiles = List.copyOf(tiles);
  }
}
