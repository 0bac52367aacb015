package dev.flint.runtime.memory;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * The C library's calls about memory, with the numbers that 64-bit Linux gives their flags. Every
 * one answers 0 where it went well. Elsewhere than on Linux, or where a symbol is missing, there
 * are none.
 */
final class LibC {
  static final int WILL_NEED = 3;
  static final int DO_NOT_NEED = 4;
  static final int HUGE_PAGE = 14;
  static final int NO_HUGE_PAGE = 15;
  static final int POPULATE_READ = 22; // Linux 5.14; older ones answer EINVAL, to no harm

  private static final int READ_WRITE = 3;
  private static final int PRIVATE_ANONYMOUS_NO_RESERVE = 0x4022;

  private static final @Nullable LibC FOUND = find();

  private final MethodHandle mmap;
  private final MethodHandle munmap;
  private final MethodHandle madvise;
  private final MethodHandle mlock;
  private final long pageSize;

  private LibC(Linker linker) {
    SymbolLookup symbols = linker.defaultLookup();
    MemoryLayout size = linker.canonicalLayouts().get("long");
    if (size == null || size.byteSize() != Long.BYTES) {
      throw new UnsupportedOperationException("needs 64 bits");
    }
    // Addresses are passed as plain numbers: nothing is read or written through them here.
    mmap =
        handle(
            linker,
            symbols,
            "mmap",
            FunctionDescriptor.of(
                JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
    FunctionDescriptor range = FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG);
    munmap = handle(linker, symbols, "munmap", range);
    mlock = handle(linker, symbols, "mlock", range);
    madvise =
        handle(
            linker,
            symbols,
            "madvise",
            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
    pageSize = pageSize(handle(linker, symbols, "getpagesize", FunctionDescriptor.of(JAVA_INT)));
  }

  /** The calls, or null where there are none. */
  static @Nullable LibC found() {
    return FOUND;
  }

  private static @Nullable LibC find() {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      return null;
    }
    try {
      return new LibC(Linker.nativeLinker());
    } catch (RuntimeException | LinkageError unavailable) {
      return null; // native access denied, an unknown platform, a missing symbol
    }
  }

  private static MethodHandle handle(
      Linker linker, SymbolLookup symbols, String name, FunctionDescriptor type) {
    return linker.downcallHandle(symbols.findOrThrow(name), type);
  }

  private static long pageSize(MethodHandle getpagesize) {
    try {
      return (int) getpagesize.invokeExact();
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /** Bytes of an ordinary page. */
  long pageSize() {
    return pageSize;
  }

  /** The address of so many bytes of zeros that take memory when first touched; -1 for none. */
  long map(long bytes) {
    try {
      return (long) mmap.invokeExact(0L, bytes, READ_WRITE, PRIVATE_ANONYMOUS_NO_RESERVE, -1, 0L);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  int unmap(long address, long bytes) {
    try {
      return (int) munmap.invokeExact(address, bytes);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  int advise(long address, long bytes, int advice) {
    try {
      return (int) madvise.invokeExact(address, bytes, advice);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  int lock(long address, long bytes) {
    try {
      return (int) mlock.invokeExact(address, bytes);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  private static AssertionError impossible(Throwable e) {
    return new AssertionError("a call with these types cannot fail in Java", e);
  }
}
