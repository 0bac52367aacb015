package dev.flint.runtime.engine;

import dev.flint.runtime.RuntimeFault;
import dev.flint.runtime.RuntimeFault.Code;
import dev.flint.runtime.kernel.Compute;
import dev.flint.runtime.kernel.KeyValues;
import dev.flint.runtime.layer.Batch;
import dev.flint.runtime.model.Architecture;
import dev.flint.runtime.model.Decoder;
import dev.flint.runtime.text.Tokenizer;
import dev.flint.runtime.weights.GgufFile;
import dev.flint.runtime.weights.Metadata;
import dev.flint.runtime.weights.Placement;
import dev.flint.runtime.weights.TensorInfo;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/**
 * A loaded model that answers prompts, many at once, on one thread of its own and the workers
 * beneath it. The answer to a request does not depend on what else is running. Safe for use by many
 * threads.
 */
public final class Engine implements AutoCloseable {
  /** Most tokens of one step: long prompts are computed in pieces of this size. */
  private static final int STEP = 64;

  private static final long MAX_CACHE_BYTES = 2L << 30;

  private final GgufFile file;
  private final Compute compute;
  private final Decoder decoder;
  private final KeyValues cache;
  private final Tokenizer tokenizer;
  private final Prompts prompts;
  private final Scheduler scheduler;
  private final ModelFacts facts;
  private final String templateDigest;
  private final Placement placement;
  private final int context;
  private final int rows;
  private final Thread loop;

  private Engine(GgufFile file, Compute compute, String label, EngineOptions options) {
    this.file = file;
    this.compute = compute;
    Metadata metadata = new Metadata(label, file.metadata());
    decoder = Architecture.load(file, STEP, compute, options.placement());
    String template = metadata.stringOr("tokenizer.chat_template", Prompts.PLAIN_TEMPLATE);
    try {
      tokenizer = Tokenizer.of(file.metadata());
      prompts = new Prompts(tokenizer, template);
    } catch (RuntimeFault fault) {
      throw fault.in(label);
    }
    Decoder.Shape shape = decoder.shape();
    if (tokenizer.vocabularySize() != shape.vocabulary()) {
      throw new RuntimeFault(
          Code.MALFORMED_MODEL,
          "%s: the vocabulary has %d tokens, the embedding %d rows"
              .formatted(label, tokenizer.vocabularySize(), shape.vocabulary()));
    }
    templateDigest = sha256(template);
    int pages = pages(shape, options);
    context = Math.min(shape.context(), pages * KeyValues.PAGE);
    facts =
        new ModelFacts(
            metadata.string("general.architecture"),
            metadata.stringOr("general.name", label),
            context,
            shape.vocabulary(),
            file.tensors().stream().mapToLong(TensorInfo::values).sum());
    cache = decoder.cache(pages, options.cacheFormat());
    scheduler =
        new Scheduler(new PagePool(pages), options.maxSequences(), options.maxQueued(), STEP);
    placement = options.placement();
    Warmup.run(decoder, compute, options.cacheFormat(), STEP, options.warmup());
    rows = options.maxSequences(); // each wants the logits of one token at most
    loop = Thread.ofPlatform().name("flint-engine").daemon().start(this::run);
  }

  /** Opens a model file. */
  public static Engine open(Path path, EngineOptions options) {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return open(channel, path.toString(), options);
    } catch (IOException e) {
      throw new RuntimeFault(Code.IO, path + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Opens the model behind a channel, which stays the caller's and may be closed afterwards: what
   * was verified through it is what is served. Warms up before it returns.
   *
   * @param label what errors call the file
   */
  public static Engine open(FileChannel channel, String label, EngineOptions options) {
    GgufFile file = GgufFile.open(channel, label);
    Compute compute = null;
    boolean opened = false;
    try {
      compute = Compute.of(options.backend(), options.threads());
      Engine engine = new Engine(file, compute, label, options);
      opened = true;
      return engine;
    } finally {
      if (!opened) {
        if (compute != null) {
          compute.close();
        }
        file.close();
      }
    }
  }

  private static int pages(Decoder.Shape shape, EngineOptions options) {
    long perPage = shape.pageBytes(options.cacheFormat());
    long wanted =
        options.cacheTokens() > 0
            ? PagePool.pagesFor(options.cacheTokens())
            : (long) options.maxSequences() * PagePool.pagesFor(shape.context());
    return (int) Math.max(1, Math.min(wanted, MAX_CACHE_BYTES / perPage));
  }

  /** The heart: one thread turns batches into tokens. */
  private void run() {
    float[] logits = new float[rows * decoder.shape().vocabulary()];
    try {
      for (Batch batch = scheduler.next(); batch != null; batch = scheduler.next()) {
        decoder.forward(compute, batch, cache, logits);
        scheduler.accept(logits, decoder.shape().vocabulary());
      }
      scheduler.endAll(FinishReason.CANCELLED, null);
    } catch (InterruptedException e) {
      scheduler.endAll(FinishReason.CANCELLED, null);
    } catch (RuntimeException | Error e) {
      scheduler.close();
      scheduler.endAll(FinishReason.FAILED, "the engine failed: " + e);
    }
  }

  /**
   * Starts an answer.
   *
   * @throws RuntimeFault at once: BAD_REQUEST for an empty prompt or a token outside the
   *     vocabulary, CONTEXT_EXCEEDED where the prompt leaves no room for one token, OVERLOADED
   *     where too many wait, CLOSED
   */
  public Generation submit(GenerationRequest request) {
    int prompt = request.prompt().length;
    for (int token : request.prompt()) {
      if (token < 0 || token >= facts.vocabularySize()) {
        throw new RuntimeFault(
            Code.BAD_REQUEST,
            "token %d is outside the vocabulary of %d".formatted(token, facts.vocabularySize()));
      }
    }
    if (prompt == 0 || request.maxTokens() < 1) {
      throw new RuntimeFault(
          Code.BAD_REQUEST, "a request needs a prompt and room for at least one token");
    }
    if (prompt >= context) {
      throw new RuntimeFault(
          Code.CONTEXT_EXCEEDED,
          "the prompt has %d tokens; this model's context holds %d, the answer included"
              .formatted(prompt, context));
    }
    int limit = (int) Math.min(context, (long) prompt + request.maxTokens());
    Generation generation = new Generation(scheduler::nudge);
    scheduler.submit(new Sequence(request, limit, generation, tokenizer));
    return generation;
  }

  /** The prompt for a conversation, rendered by the model's own template. */
  public int[] chatPrompt(List<ChatMessage> messages) {
    return prompts.chat(messages);
  }

  /** The prompt for a plain text, with the begin-of-sequence token where the model wants one. */
  public int[] textPrompt(String text) {
    return prompts.plain(text);
  }

  /** Facts about the model. */
  public ModelFacts facts() {
    return facts;
  }

  /** The model's tokenizer. */
  public Tokenizer tokenizer() {
    return tokenizer;
  }

  /** Whether the model brings a chat template of its own; without one a plain one is used. */
  public boolean hasChatTemplate() {
    return file.metadata().containsKey("tokenizer.chat_template");
  }

  /** SHA-256 of the chat template in use, in hex. */
  public String chatTemplateDigest() {
    return templateDigest;
  }

  /** The name of the backend in use. */
  public String backend() {
    return compute.backend().name();
  }

  /** Why that backend was chosen. */
  public String backendReason() {
    return compute.backend().reason();
  }

  /** How it computes, in one line for a log: backend and why, threads, how weights lie. */
  public String computing() {
    return "%s (%s), %d threads, %s"
        .formatted(
            backend(), backendReason(), threads(), placement.describe(compute.backend().layout()));
  }

  /** Threads that compute. */
  public int threads() {
    return compute.workers().count();
  }

  /** Takes no more requests, lets those under way finish for so long, then cancels the rest. */
  public void close(Duration patience) {
    scheduler.refuse();
    try {
      if (!loop.join(patience)) {
        scheduler.close();
        loop.join();
      }
    } catch (InterruptedException e) {
      scheduler.close();
      Thread.currentThread().interrupt();
      return; // the loop may still read the mapping, so it stays
    }
    compute.close();
    cache.close();
    file.close();
  }

  @Override
  public void close() {
    close(Duration.ZERO);
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
