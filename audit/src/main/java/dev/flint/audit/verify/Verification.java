package dev.flint.audit.verify;

import dev.flint.audit.AuditException;
import dev.flint.audit.AuditException.Code;
import dev.flint.audit.log.Entry;
import dev.flint.audit.log.Layout;
import dev.flint.audit.log.OwnId;
import dev.flint.audit.log.RecordLine;
import dev.flint.audit.merkle.FullTile;
import dev.flint.audit.merkle.Hash;
import dev.flint.audit.merkle.Tile;
import dev.flint.audit.merkle.TiledTree;
import dev.flint.audit.note.Checkpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds the tree from the records of an export and holds every entry, every tile and every given
 * checkpoint against it. One pass; the memory it takes does not grow with the log.
 */
final class Verification {
  private final Checkpoint checkpoint;
  private final List<Checkpoint> anchors; // by size; those passed are gone
  private final Path folder;
  private final TileFiles files;
  private final TiledTree tree = new TiledTree();

  /**
   * @param checkpoint the export's own, its signature verified
   * @param anchors checkpoints known from elsewhere, verified too
   */
  Verification(Path folder, Checkpoint checkpoint, List<Checkpoint> anchors) {
    this.folder = folder;
    this.checkpoint = checkpoint;
    this.anchors = new ArrayList<>(anchors);
    this.anchors.sort(Comparator.comparingLong(Checkpoint::size));
    this.files = new TileFiles(folder, checkpoint.size());
  }

  /**
   * Returns if everything fits.
   *
   * @throws AuditException naming the first thing that does not
   */
  void run() throws IOException {
    refuseCutOff();
    try (Records records = new Records(folder.resolve(Layout.RECORDS))) {
      Misfit misfit = new Misfit(files, records);
      List<Hash> leaves = List.of();
      compareAnchors();
      for (long i = 0; i < checkpoint.size(); i++) {
        if (i % Tile.WIDTH == 0) {
          leaves = files.hashes(0, i / Tile.WIDTH);
        }
        Hash leaf = leaf(i, records.next(), misfit);
        int at = (int) (i % Tile.WIDTH);
        if (at >= leaves.size() || !leaves.get(at).equals(leaf)) {
          throw new AuditException(
              Code.TAMPERED,
              "record %d%s does not have the hash that %s has in its place"
                  .formatted(i, misfit.idOfLast(), tile(i).path()));
        }
        tree.add(leaf, this::compareFull);
        compareAnchors();
      }
      RecordLine beyond = records.next();
      if (beyond != null) {
        throw new AuditException(
            Code.TAMPERED,
            "record %d (%s) was inserted: the checkpoint ends before it, at %d records"
                .formatted(beyond.index(), beyond.id(), checkpoint.size()));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (TiledTree.PartialTile partial : tree.partial()) {
      compare(partial.tile(), partial.hashes());
    }
    if (!tree.root().equals(checkpoint.root())) {
      throw new AuditException(
          Code.TAMPERED,
          "the tree was forked or rewritten: records 0 to %d give the root %s, but the checkpoint signs %s"
              .formatted(checkpoint.size() - 1, tree.root(), checkpoint.root()));
    }
  }

  private void refuseCutOff() {
    for (Checkpoint anchor : anchors) {
      if (anchor.size() > checkpoint.size()) {
        throw new AuditException(
            Code.TAMPERED,
            "the tail was cut off: record %d is missing, since the export ends at %d records but a checkpoint over %d was given"
                .formatted(checkpoint.size(), checkpoint.size(), anchor.size()));
      }
    }
  }

  private Hash leaf(long i, @Nullable RecordLine line, Misfit misfit) throws IOException {
    if (line == null) {
      throw new AuditException(
          Code.TAMPERED,
          "the tail was cut off: record %d is missing, the checkpoint covers %d records"
              .formatted(i, checkpoint.size()));
    }
    byte[] commitment = Entry.commitment(line.salt(), line.record());
    misfit.last(line);
    boolean inPlace = line.index() == i && Arrays.equals(commitment, files.entry(i));
    if (!inPlace) {
      throw misfit.explain(i, commitment);
    }
    if (!OwnId.agrees(line.id(), line.record())) {
      throw new AuditException(
          Code.TAMPERED,
          "record %d (%s) names another id inside: relabelled".formatted(i, line.id()));
    }
    return Hash.leaf(commitment);
  }

  private void compareAnchors() {
    while (!anchors.isEmpty() && anchors.getFirst().size() == tree.size()) {
      Checkpoint anchor = anchors.removeFirst();
      if (!tree.root().equals(anchor.root())) {
        throw new AuditException(
            Code.TAMPERED,
            "the tree was forked: records 0 to %d give the root %s, but the given checkpoint says %s"
                .formatted(anchor.size() - 1, tree.root(), anchor.root()));
      }
    }
  }

  private void compareFull(FullTile full) {
    try {
      compare(full.tile(), full.hashes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tiles of leaves were compared hash by hash already. */
  private void compare(Tile tile, byte[] hashes) throws IOException {
    if (tile.level() == 0) {
      return;
    }
    List<Hash> stored = files.hashes(tile.level(), tile.index());
    long span = 1L << (8 * tile.level()); // leaves below one hash
    for (int i = 0; i < tile.width(); i++) {
      Hash due = Hash.of(hashes, i * Hash.SIZE, (i + 1) * Hash.SIZE);
      if (i >= stored.size() || !stored.get(i).equals(due)) {
        long first = (tile.index() * Tile.WIDTH + i) * span;
        throw new AuditException(
            Code.TAMPERED,
            "records %d to %d do not have the hash that %s has in their place"
                .formatted(first, first + span - 1, tile.path()));
      }
    }
  }

  private Tile tile(long leaf) {
    return Tile.of(0, leaf / Tile.WIDTH, checkpoint.size());
  }
}
