package dev.flint.runtime.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Memory of one's own, handed out piece by piece and given back all at once. Where the operating
 * system is asked directly, address space is reserved at the start, memory comes with the first
 * touch and is not cleared twice; elsewhere each piece is allocated by the JDK.
 */
public final class Region implements AutoCloseable {
  private static final long HUGE = 2L << 20;
  private static final long ALIGNMENT = 64; // a cache line

  private final Arena arena = Arena.ofShared();
  private final MemorySegment reserved;
  private final boolean direct;
  private long taken;

  private Region(long bytes, boolean hugePages) {
    reserved = reserve(arena, bytes, hugePages);
    direct = reserved.byteSize() > 0;
  }

  /**
   * A region of at most so many bytes, the space between aligned pieces included.
   *
   * @param hugePages whether the operating system should use large pages where it can
   */
  public static Region of(long bytes, boolean hugePages) {
    return new Region(bytes, hugePages);
  }

  private static MemorySegment reserve(Arena arena, long bytes, boolean hugePages) {
    LibC calls = LibC.found();
    long size = up(bytes, HUGE) + HUGE; // so that whole huge pages fit in
    long address = calls == null ? -1 : calls.map(size);
    if (calls == null || address == -1) {
      return MemorySegment.NULL;
    }
    long start = up(address, HUGE);
    calls.advise(start, size - HUGE, hugePages ? LibC.HUGE_PAGE : LibC.NO_HUGE_PAGE);
    return MemorySegment.ofAddress(start)
        .reinterpret(size - HUGE, arena, memory -> calls.unmap(address, size));
  }

  /** The next piece, on a cache line of its own, all zeros. One thread takes. */
  public MemorySegment take(long bytes) {
    if (!direct) {
      return arena.allocate(bytes, ALIGNMENT);
    }
    MemorySegment piece = reserved.asSlice(taken, bytes);
    taken += up(bytes, ALIGNMENT);
    return piece;
  }

  private static long up(long value, long multiple) {
    return (value + multiple - 1) & -multiple;
  }

  /** Whether memory comes from the operating system directly. */
  public boolean direct() {
    return direct;
  }

  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}
