package dev.flint.runtime.kernel.nativ;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The C library that the build put beside the classes, if it had a compiler, and the kind of
 * processor that was found.
 */
final class Library {
  private static final Linker LINKER = Linker.nativeLinker();

  /** Loaded once: the library stays for the life of the process. */
  private static final @Nullable Library LOADED = load();

  private final SymbolLookup symbols;
  private final Processor processor;

  private Library(SymbolLookup symbols, Processor processor) {
    this.symbols = symbols;
    this.processor = processor;
  }

  /** The kinds that kernels are compiled for, in the order of {@code features.c}. */
  enum Processor {
    NONE("none"),
    AVX2("AVX2"),
    AVX512("AVX-512 VNNI"),
    NEON("NEON with dot products");

    final String label;

    Processor(String label) {
      this.label = label;
    }
  }

  /** The library, where there is one that has kernels for this processor. */
  static Optional<Library> present() {
    return Optional.ofNullable(LOADED).filter(library -> library.processor != Processor.NONE);
  }

  /** What the kernels in use were compiled for. */
  Processor processor() {
    return processor;
  }

  /**
   * A kernel that gives nothing back. It may read and write arrays of the Java heap, so the garbage
   * collector waits for it: pieces of work are a few milliseconds at most.
   */
  MethodHandle kernel(String name, MemoryLayout... parameters) {
    String symbol = "flint_" + name + "_" + processor.name().toLowerCase(Locale.ROOT);
    return LINKER.downcallHandle(
        symbols.findOrThrow(symbol),
        FunctionDescriptor.ofVoid(parameters),
        Linker.Option.critical(true));
  }

  private static @Nullable Library load() {
    String name = "/native/" + platform() + "/libflint.so";
    try (InputStream packed = Library.class.getResourceAsStream(name)) {
      if (packed == null) {
        return null;
      }
      SymbolLookup symbols = unpacked(packed);
      MethodHandle features =
          LINKER.downcallHandle(
              symbols.findOrThrow("flint_features"), FunctionDescriptor.of(ValueLayout.JAVA_INT));
      return new Library(symbols, Processor.values()[(int) features.invokeExact()]);
    } catch (Throwable e) { // no folder to unpack to, or a system that will not load it
      return null;
    }
  }

  /** Only a file can be loaded; it may go as soon as it is. The folder is the user's alone. */
  private static SymbolLookup unpacked(InputStream packed) throws IOException {
    Path folder = Files.createTempDirectory("flint-");
    Path file = folder.resolve("libflint.so");
    try {
      Files.copy(packed, file);
      return SymbolLookup.libraryLookup(file, Arena.global());
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  private static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch");
    return system + "-" + (machine.equals("amd64") ? "x86_64" : machine);
  }
}
