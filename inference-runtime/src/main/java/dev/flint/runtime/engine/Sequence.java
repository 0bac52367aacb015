package dev.flint.runtime.engine;

import dev.flint.runtime.layer.Batch;
import dev.flint.runtime.sampling.Sampler;
import dev.flint.runtime.text.Tokenizer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One answer in the engine: its tokens, how many of them are computed, and its pages. */
final class Sequence {
  private final Generation generation;
  private final Tokenizer tokenizer;
  private final Sampler sampler;
  private final AnswerText text;
  private final int promptLength;
  private final int limit;
  private int[] tokens;
  private int length;
  private int computed;
  private int[] pages = {};

  /**
   * @param limit most tokens of prompt and answer together
   */
  Sequence(GenerationRequest request, int limit, Generation generation, Tokenizer tokenizer) {
    this.generation = generation;
    this.tokenizer = tokenizer;
    this.sampler = new Sampler(request.sampling(), 0);
    this.text = new AnswerText(request.stop());
    this.promptLength = request.prompt().length;
    this.limit = limit;
    this.tokens = Arrays.copyOf(request.prompt(), Math.min(limit, promptLength + 64));
    this.length = promptLength;
  }

  Generation generation() {
    return generation;
  }

  /** Tokens for which pages are needed. */
  int limit() {
    return limit;
  }

  int[] pages() {
    return pages;
  }

  void use(int[] pages) {
    this.pages = pages;
  }

  /** Tokens known and not yet computed: the rest of the prompt, or the token last picked. */
  int pending() {
    return length - computed;
  }

  /** Adds up to {@code most} pending tokens to the batch; true if the next logits are wanted. */
  boolean fill(Batch batch, int most) {
    int end = computed + Math.min(most, pending());
    for (; computed < end; computed++) {
      batch.add(tokens[computed], computed, pages, computed == length - 1);
    }
    return computed == length;
  }

  /** Takes the next token from its logits; true if the answer has ended. */
  boolean advance(float[] logits, int at, int vocabulary) {
    int token = sampler.pick(logits, at, vocabulary, length);
    if (length == tokens.length) {
      tokens = Arrays.copyOf(tokens, Math.min(limit, length * 2));
    }
    tokens[length++] = token;
    if (tokenizer.endsGeneration(token)) {
      finish(FinishReason.STOP, token);
      return true;
    }
    String certain = text.accept(tokenizer.bytes(token));
    if (text.stopped()) {
      generation.add(new Delta(certain, token));
      end(FinishReason.STOP, null);
      return true;
    }
    if (length == limit) {
      generation.add(new Delta(certain + text.end(), token));
      end(FinishReason.LENGTH, null);
      return true;
    }
    generation.add(new Delta(certain, token));
    return false;
  }

  private void finish(FinishReason reason, int token) {
    generation.add(new Delta(text.end(), token));
    end(reason, null);
  }

  /** Ends the answer where it stands. */
  void end(FinishReason reason, @Nullable String error) {
    int[] output = Arrays.copyOfRange(tokens, promptLength, length);
    generation.end(new Outcome(reason, promptLength, output, text.given(), error));
  }
}
