package dev.flint.runtime.memory;

import dev.flint.runtime.RuntimeFault;
import dev.flint.runtime.RuntimeFault.Code;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What one may ask about the pages under a segment. Advice changes no byte and never fails: where
 * the operating system does not take it, nothing happens. Ranges grow to whole pages, so a
 * neighbour's page may be meant too; that costs it one fault at most.
 */
public final class Pages {
  private Pages() {}

  /** Asks for the file's pages under a segment to be read ahead. */
  public static void want(MemorySegment mapped) {
    advise(mapped, LibC.WILL_NEED);
  }

  /** Maps the pages of a file under a segment in one go, not fault by fault. */
  public static void populate(MemorySegment mapped) {
    advise(mapped, LibC.POPULATE_READ);
  }

  /**
   * Gives the pages under a read-only file mapping back: what is read there later comes from the
   * file again. Never to be used on memory of one's own.
   */
  public static void giveBack(MemorySegment mapped) {
    if (mapped.isReadOnly()) {
      advise(mapped, LibC.DO_NOT_NEED);
    }
  }

  /**
   * Keeps the pages under a segment in memory, for as long as they are mapped.
   *
   * @param what the message calls it
   * @throws RuntimeFault BAD_REQUEST where the operating system refuses
   */
  public static void lock(MemorySegment segment, String what) {
    LibC calls = LibC.found();
    if (calls == null || !whole(segment, calls.pageSize(), calls::lock)) {
      throw new RuntimeFault(
          Code.BAD_REQUEST,
          "%s (%,d bytes) cannot be locked in memory; this process may lock %s (RLIMIT_MEMLOCK):"
                  .formatted(what, segment.byteSize(), limit())
              + " raise that limit (ulimit -l, LimitMEMLOCK=, or the capability IPC_LOCK) or do"
              + " not ask for it");
    }
  }

  /** Whether the operating system gives huge pages to those who ask. */
  public static boolean huge() {
    try {
      String modes = Files.readString(Path.of("/sys/kernel/mm/transparent_hugepage/enabled"));
      return LibC.found() != null && !modes.contains("[never]");
    } catch (IOException | RuntimeException e) {
      return false; // no such file on other systems
    }
  }

  private static void advise(MemorySegment segment, int advice) {
    LibC calls = LibC.found();
    if (calls != null && segment.isNative() && segment.byteSize() > 0) {
      whole(segment, calls.pageSize(), (at, bytes) -> calls.advise(at, bytes, advice));
    }
  }

  private interface Call {
    int on(long address, long bytes);
  }

  /** Makes a call on the whole pages that hold a segment; true where it went well. */
  private static boolean whole(MemorySegment segment, long page, Call call) {
    long from = segment.address() & -page;
    long to = (segment.address() + segment.byteSize() + page - 1) & -page;
    return call.on(from, to - from) == 0;
  }

  /** The soft limit as the operating system tells it. */
  private static String limit() {
    try (var lines = Files.lines(Path.of("/proc/self/limits"))) {
      String prefix = "Max locked memory";
      @Nullable String line =
          lines.filter(text -> text.startsWith(prefix)).findFirst().orElse(null);
      if (line != null) {
        String soft = line.substring(prefix.length()).strip().split("\\s+")[0];
        return soft.equals("unlimited") ? soft : soft + " bytes";
      }
    } catch (IOException | RuntimeException e) {
      // No such file on other systems.
    }
    return "an unknown amount";
  }
}
