package dev.flint.audit.log;

import dev.flint.audit.AuditException;
import dev.flint.audit.AuditException.Code;
import dev.flint.audit.merkle.FullTile;
import dev.flint.audit.merkle.Hash;
import dev.flint.audit.merkle.TiledTree;
import dev.flint.audit.note.Checkpoint;
import dev.flint.audit.note.LogKeys;
import dev.flint.audit.note.VerifierKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tree in the sequencer's memory, always read back from the storage: when the log is opened and
 * after anything whose outcome is not known.
 */
final class Tree {
  private final TiledTree tiles;
  private final Checkpoint checkpoint;

  private Tree(TiledTree tiles, Checkpoint checkpoint) {
    this.tiles = tiles;
    this.checkpoint = checkpoint;
  }

  /**
   * Reads the tree and holds it against its own checkpoint and against those known from elsewhere.
   *
   * @throws AuditException TAMPERED where they contradict each other
   */
  static Tree load(Storage storage, VerifierKey key, List<Checkpoint> anchors) {
    Head head = storage.head();
    Checkpoint latest = latest(head, key);
    if (head.leaves() != latest.size()) {
      throw tampered(
          "the database holds leaves up to %d, but its latest checkpoint covers %d"
              .formatted(head.leaves(), latest.size()));
    }
    StoredTiles stored = new StoredTiles(storage);
    TiledTree tiles = TiledTree.resume(latest.size(), stored);
    if (!tiles.root().equals(latest.root())) {
      throw tampered(
          "the stored tree of %d leaves has the root %s, but its checkpoint says %s"
              .formatted(latest.size(), tiles.root(), latest.root()));
    }
    for (Checkpoint anchor : anchors) {
      if (anchor.size() > latest.size()) {
        throw tampered(
            "a checkpoint over %d leaves was published, but the database ends at %d: it was cut off"
                .formatted(anchor.size(), latest.size()));
      }
      Hash root = stored.hashes(latest.size()).root(anchor.size());
      if (!root.equals(anchor.root())) {
        throw tampered(
            "the stored tree has the root %s at size %d, but the checkpoint published says %s"
                .formatted(root, anchor.size(), anchor.root()));
      }
    }
    return new Tree(tiles, latest);
  }

  /** The stored checkpoint, verified; a new log's is that of the empty tree. */
  private static Checkpoint latest(Head head, VerifierKey key) {
    Optional<String> note = head.note();
    if (note.isPresent()) {
      return Checkpoint.open(note.get(), key);
    }
    if (head.leaves() > 0) {
      throw tampered("the database holds %d leaves, but no checkpoint".formatted(head.leaves()));
    }
    return new Checkpoint(key.name(), 0, Hash.EMPTY_TREE, "");
  }

  /** Whether nothing was ever signed: the first step is then the checkpoint of the empty tree. */
  boolean unsigned() {
    return checkpoint.note().isEmpty();
  }

  /** The step that gives {@code leaves} the next places; this tree is spent afterwards. */
  Integration extend(List<Pending> leaves, LogKeys keys) {
    List<FullTile> full = new ArrayList<>();
    for (Pending leaf : leaves) {
      tiles.add(Hash.leaf(leaf.commitment()), full::add);
    }
    long from = unsigned() ? Integration.NO_CHECKPOINT : checkpoint.size();
    return new Integration(from, leaves, full, Checkpoint.sign(keys, tiles.size(), tiles.root()));
  }

  /** The tree after a step of {@link #extend} was stored. */
  Tree after(Integration step) {
    return new Tree(tiles, step.checkpoint());
  }

  Checkpoint checkpoint() {
    return checkpoint;
  }

  private static AuditException tampered(String what) {
    return new AuditException(Code.TAMPERED, "the audit log contradicts what was signed: " + what);
  }
}
