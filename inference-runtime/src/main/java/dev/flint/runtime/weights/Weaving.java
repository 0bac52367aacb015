package dev.flint.runtime.weights;

import dev.flint.runtime.kernel.Bands;
import dev.flint.runtime.kernel.Layout;
import dev.flint.runtime.kernel.Tensor;
import dev.flint.runtime.kernel.Workers;
import dev.flint.runtime.memory.Pages;
import dev.flint.runtime.memory.Region;
import dev.flint.runtime.quant.Quantized;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lays matrices anew, in bands, on all threads: piece by piece, so that no more of the file is
 * mapped at a time than a piece for each thread. Tensors are handed out first and filled together.
 */
final class Weaving implements Workers.Work {
  /** Bytes of a piece: they stay in a cache between reading and giving back. */
  private static final long PIECE = 2 << 20;

  /** Pieces that the file is read ahead, where it is not in memory yet. */
  private static final int AHEAD = 16;

  /** Between tensors, at most. */
  static final long SPACE = 64;

  private record Job(Tensor rows, Tensor bands, int firstPiece, int bandsPerPiece) {
    int pieces() {
      return (bandsInAll() + bandsPerPiece - 1) / bandsPerPiece;
    }

    int bandsInAll() {
      return Math.multiplyExact(Bands.count(rows.rows()), rows.slices());
    }
  }

  private final Region region;
  private final List<Job> jobs = new ArrayList<>();
  private int[] firsts = {};
  private int pieces;

  /**
   * @param region receives what is laid anew
   */
  Weaving(Region region) {
    this.region = region;
  }

  /** Whether a matrix can be laid in bands without wasting memory on rows that are not there. */
  static boolean fits(Tensor rows) {
    return rows.format() instanceof Quantized
        && rows.layout() == Layout.ROWS
        && rows.rows() >= Bands.ROWS;
  }

  /** The matrix in bands, all zeros until {@link #run}. */
  Tensor add(Tensor rows) {
    MemorySegment data = region.take(Bands.bytes(rows));
    Tensor bands =
        new Tensor(
            rows.name(),
            rows.format(),
            rows.slices(),
            rows.rows(),
            rows.cols(),
            Layout.BANDS,
            data);
    int each = (int) Math.max(1, PIECE / (rows.rowBytes() * Bands.ROWS));
    Job job = new Job(rows, bands, pieces, each);
    jobs.add(job);
    pieces = Math.addExact(pieces, job.pieces());
    return bands;
  }

  /** Fills what was added, and gives the file's pages back. */
  void run(Workers workers) {
    firsts = jobs.stream().mapToInt(Job::firstPiece).toArray();
    workers.run(pieces, 1, this);
    // The kernel maps a few pages around each fault, those of a neighbour too.
    jobs.forEach(job -> Pages.giveBack(job.rows.data()));
  }

  @Override
  public void range(int from, int to) {
    for (int piece = from; piece < to; piece++) {
      if (piece + AHEAD < pieces) {
        Pages.want(source(job(piece + AHEAD), piece + AHEAD));
      }
      Job job = job(piece);
      MemorySegment source = source(job, piece);
      Pages.populate(source);
      weave(job, piece);
      Pages.giveBack(source);
    }
  }

  private Job job(int piece) {
    int found = Arrays.binarySearch(firsts, piece);
    return jobs.get(found >= 0 ? found : -found - 2);
  }

  private static MemorySegment source(Job job, int piece) {
    long band = job.rows.rowBytes() * Bands.ROWS;
    long from = (long) (piece - job.firstPiece) * job.bandsPerPiece * band;
    // Short slices make pieces of the file and of the bands drift apart; the end still is the end.
    long size = job.rows.data().byteSize();
    long at = Math.min(from, size);
    return job.rows.data().asSlice(at, Math.min(size - at, job.bandsPerPiece * band));
  }

  private static void weave(Job job, int piece) {
    int perSlice = Bands.count(job.rows.rows());
    int first = (piece - job.firstPiece) * job.bandsPerPiece;
    int last = Math.min(first + job.bandsPerPiece, job.bandsInAll());
    for (int band = first; band < last; band++) {
      int slice = band / perSlice;
      int inSlice = band % perSlice;
      Bands.weave(job.rows, slice, inSlice, job.bands.data(), job.bands.bandOffset(slice, inSlice));
    }
  }
}
