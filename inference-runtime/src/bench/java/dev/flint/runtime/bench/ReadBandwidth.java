package dev.flint.runtime.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.LongAdder;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** How fast memory can be read: the sum over far more bytes than any cache holds. */
final class ReadBandwidth {
  private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final long BYTES = 1L << 30;
  private static final long PIECE = 1L << 22;
  private static final int STREAMS = 4;
  private static final int TIMES = 8;

  private ReadBandwidth() {}

  /** Bytes per second on so many threads, the best of several passes. */
  static double measure(int threads) throws InterruptedException {
    LongAdder sum = new LongAdder(); // used, so that the reading is not optimised away
    try (Arena arena = Arena.ofShared()) {
      MemorySegment memory = arena.allocate(BYTES, 4096);
      memory.fill((byte) 1); // a page never written would be the one page of zeros
      long share = BYTES / threads / PIECE * PIECE;
      double seconds =
          Together.seconds(
              threads,
              TIMES,
              thread -> {
                for (long at = thread * share; at < (thread + 1) * share; at += PIECE) {
                  sum.add(sum(memory.asSlice(at, PIECE)));
                }
              });
      if (sum.sum() == 0) {
        throw new IllegalStateException("the memory was not read");
      }
      return share * threads / seconds;
    }
  }

  /** Four streams with an accumulator each: as a matrix product would read. */
  private static long sum(MemorySegment memory) {
    long stream = memory.byteSize() / STREAMS;
    LongVector a = LongVector.zero(SPECIES);
    LongVector b = a;
    LongVector c = a;
    LongVector d = a;
    for (long at = 0; at < stream; at += SPECIES.vectorByteSize()) {
      a = a.add(LongVector.fromMemorySegment(SPECIES, memory, at, ORDER));
      b = b.add(LongVector.fromMemorySegment(SPECIES, memory, at + stream, ORDER));
      c = c.add(LongVector.fromMemorySegment(SPECIES, memory, at + 2 * stream, ORDER));
      d = d.add(LongVector.fromMemorySegment(SPECIES, memory, at + 3 * stream, ORDER));
    }
    return a.add(b).add(c.add(d)).reduceLanes(VectorOperators.ADD);
  }
}
