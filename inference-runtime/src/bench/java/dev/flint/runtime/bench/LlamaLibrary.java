package dev.flint.runtime.bench;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/**
 * The few functions of llama.cpp's C interface that a measurement needs. Structs travel by value in
 * room larger than any version's: the callee reads and writes only the part that it knows.
 */
final class LlamaLibrary {
  private static final MemoryLayout PARAMETERS = room(64); // 72 and 136 bytes and growing
  private static final MemoryLayout BATCH = room(16); // 56 bytes
  private static final MemoryLayout POOL = room(128); // 528 bytes
  private static final int CPU_DEVICE = 0;

  private final Arena arena = Arena.global();
  private final SymbolLookup symbols;

  LlamaLibrary(PeerFiles files) {
    SymbolLookup ggmlBase = load(files.ggmlBase());
    SymbolLookup ggml = load(files.ggml());
    symbols = load(files.llama()).or(ggml).or(ggmlBase);
    call("llama_backend_init", FunctionDescriptor.ofVoid());
    MemorySegment folder = arena.allocateFrom(files.folder().toString());
    call("ggml_backend_load_all_from_path", FunctionDescriptor.ofVoid(ADDRESS), folder);
  }

  private static MemoryLayout room(int longs) {
    return MemoryLayout.structLayout(MemoryLayout.sequenceLayout(longs, JAVA_LONG));
  }

  private SymbolLookup load(Path library) {
    return SymbolLookup.libraryLookup(library, arena);
  }

  /** Loads a model; the defaults map the file. */
  MemorySegment model(Path file) {
    MemorySegment defaults = struct("llama_model_default_params");
    return present(
        call(
            "llama_model_load_from_file",
            FunctionDescriptor.of(ADDRESS, ADDRESS, PARAMETERS),
            arena.allocateFrom(file.toString()),
            defaults),
        "llama.cpp cannot load " + file.getFileName());
  }

  /** Opens a context for a sequence of 512 tokens, a prompt of 512 in one step. */
  MemorySegment context(MemorySegment model) {
    MemorySegment parameters = struct("llama_context_default_params");
    // The first three fields have been n_ctx, n_batch and n_ubatch since there are three.
    requireAtLeast(parameters, 1);
    requireAtLeast(parameters, 2);
    parameters.setAtIndex(JAVA_INT, 0, Contender.LONGEST);
    return present(
        call(
            "llama_init_from_model",
            FunctionDescriptor.of(ADDRESS, ADDRESS, PARAMETERS),
            model,
            parameters),
        "llama.cpp cannot open a context");
  }

  private static void requireAtLeast(MemorySegment parameters, int field) {
    int value = parameters.getAtIndex(JAVA_INT, field);
    if (value < Contender.LONGEST || value > 1 << 16) {
      throw new IllegalStateException(
          "this version of llama.cpp lays its parameters out otherwise: field %d is %d"
              .formatted(field, value));
    }
  }

  /** Gives a context threads that stay, as llama.cpp's own benchmark does. */
  void threads(MemorySegment context, int threads) {
    call(
        "llama_set_n_threads",
        FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT, JAVA_INT),
        context,
        threads,
        threads);
    FunctionDescriptor pointer = FunctionDescriptor.of(ADDRESS, ADDRESS);
    MemorySegment device =
        (MemorySegment)
            call("ggml_backend_dev_by_type", FunctionDescriptor.of(ADDRESS, JAVA_INT), CPU_DEVICE);
    Object registry = call("ggml_backend_dev_backend_reg", pointer, device);
    MemorySegment make =
        present(
            call(
                "ggml_backend_reg_get_proc_address",
                FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS),
                registry,
                arena.allocateFrom("ggml_threadpool_new")),
            "llama.cpp's processor library has no thread pool");
    MemorySegment settings =
        (MemorySegment)
            call(
                "ggml_threadpool_params_default",
                FunctionDescriptor.of(POOL, JAVA_INT),
                arena,
                threads);
    Object pool = invoke(Linker.nativeLinker().downcallHandle(make, pointer), settings);
    call(
        "llama_attach_threadpool",
        FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS),
        context,
        pool,
        pool);
  }

  /** Empties the cache. */
  void clear(MemorySegment context) {
    Object memory = call("llama_get_memory", FunctionDescriptor.of(ADDRESS, ADDRESS), context);
    call("llama_memory_clear", FunctionDescriptor.ofVoid(ADDRESS, JAVA_BOOLEAN), memory, false);
  }

  int vocabulary(MemorySegment model) {
    FunctionDescriptor pointer = FunctionDescriptor.of(ADDRESS, ADDRESS);
    Object vocabulary = call("llama_model_get_vocab", pointer, model);
    return (int) call("llama_vocab_n_tokens", FunctionDescriptor.of(JAVA_INT, ADDRESS), vocabulary);
  }

  /** Makes a batch of consecutive tokens of one sequence, the logits of the last wanted. */
  MethodHandle batch() {
    return handle("llama_batch_get_one", FunctionDescriptor.of(BATCH, ADDRESS, JAVA_INT));
  }

  MethodHandle decode() {
    return handle("llama_decode", FunctionDescriptor.of(JAVA_INT, ADDRESS, BATCH));
  }

  MethodHandle synchronize() {
    return handle("llama_synchronize", FunctionDescriptor.ofVoid(ADDRESS));
  }

  private MemorySegment struct(String function) {
    return (MemorySegment)
        call(function, FunctionDescriptor.of(PARAMETERS), (SegmentAllocator) arena);
  }

  private Object call(String function, FunctionDescriptor type, Object... arguments) {
    return invoke(handle(function, type), arguments);
  }

  private MethodHandle handle(String function, FunctionDescriptor type) {
    MemorySegment address =
        symbols
            .find(function)
            .orElseThrow(
                () -> new IllegalStateException("this llama.cpp has no function " + function));
    return Linker.nativeLinker().downcallHandle(address, type);
  }

  private static Object invoke(MethodHandle handle, Object... arguments) {
    try {
      return handle.invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static MemorySegment present(Object address, String otherwise) {
    MemorySegment segment = (MemorySegment) address;
    if (segment.equals(MemorySegment.NULL)) {
      throw new IllegalStateException(otherwise);
    }
    return segment;
  }
}
