package dev.flint.runtime.bench;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The peer, in a process of its own: {@code PeerProcess MODEL THREADS FOLDER}. */
final class PeerProcess implements Contender {
  private static final Pattern VARIANT = Pattern.compile(".*/libggml-cpu-?(\\w*)[.\\w]*\\.so.*");

  private final LlamaLibrary library;
  private final MemorySegment context;
  private final MethodHandle batch;
  private final MethodHandle decode;
  private final MethodHandle synchronize;
  private final MemorySegment tokens;
  private final SegmentAllocator room;

  private PeerProcess(Path model, int threads, PeerFiles files) {
    library = new LlamaLibrary(files);
    MemorySegment loaded = library.model(model);
    context = library.context(loaded);
    library.threads(context, threads);
    batch = library.batch();
    decode = library.decode();
    synchronize = library.synchronize();
    int[] ids = Contender.tokens(library.vocabulary(loaded));
    tokens = Arena.global().allocateFrom(ValueLayout.JAVA_INT, ids);
    room = SegmentAllocator.prefixAllocator(Arena.global().allocate(1024, 8));
  }

  @Override
  public double tokensPerSecond(int count, int step) {
    library.clear(context);
    long start = System.nanoTime();
    for (int from = 0; from < count; from += step) {
      int status;
      try {
        MemorySegment one =
            (MemorySegment) batch.invokeExact(room, tokens.asSlice(from * Integer.BYTES), step);
        status = (int) decode.invokeExact(context, one);
        synchronize.invokeExact(context);
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
      if (status != 0) {
        throw new IllegalStateException("llama_decode failed with status " + status);
      }
    }
    return count * 1e9 / (System.nanoTime() - start);
  }

  /** Which of its processor libraries it took. */
  @Override
  public String about() {
    try (var maps = Files.lines(Path.of("/proc/self/maps"))) {
      return maps.map(VARIANT::matcher)
          .filter(found -> found.matches() && !found.group(1).isEmpty())
          .map(found -> found.group(1))
          .findFirst()
          .orElse("own build");
    } catch (IOException e) {
      return "own build";
    }
  }

  public static void main(String[] args) throws IOException {
    PeerFiles files = PeerFiles.below(Path.of(args[2]));
    int threads = Integer.parseInt(args[1]);
    Serving.serve(() -> new PeerProcess(Path.of(args[0]), threads, files));
    Runtime.getRuntime().halt(0); // its threads are its own; nothing here needs an orderly end
  }
}
