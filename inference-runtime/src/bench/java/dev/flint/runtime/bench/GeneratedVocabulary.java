package dev.flint.runtime.bench;

import dev.flint.runtime.weights.GgufWriter;
import java.util.ArrayList;
import java.util.List;

/** A byte-level vocabulary of any size: the 256 bytes, a few merges, and words nobody writes. */
final class GeneratedVocabulary {
  private static final String MERGED = "etaoinsrhl";

  private GeneratedVocabulary() {}

  static void put(GgufWriter writer, int size) {
    List<String> tokens = new ArrayList<>(size);
    int beyond = 256; // bytes without a printable character stand at 256 and above, as in GPT-2
    for (int b = 0; b < 256; b++) {
      boolean printable = b >= 33 && b <= 126 || b >= 161 && b != 173;
      tokens.add(String.valueOf((char) (printable ? b : beyond++)));
    }
    List<String> merges = new ArrayList<>();
    for (char left : MERGED.toCharArray()) {
      for (char right : MERGED.toCharArray()) {
        merges.add(left + " " + right);
        tokens.add("" + left + right);
      }
    }
    while (tokens.size() < size - 2) {
      tokens.add("word" + tokens.size());
    }
    tokens.add("<|begin_of_text|>");
    tokens.add("<|end_of_text|>");
    writer
        .string("tokenizer.ggml.model", "gpt2")
        .string("tokenizer.ggml.pre", "llama-bpe")
        .strings("tokenizer.ggml.tokens", tokens)
        .strings("tokenizer.ggml.merges", merges)
        .uint32("tokenizer.ggml.bos_token_id", size - 2)
        .uint32("tokenizer.ggml.eos_token_id", size - 1);
  }
}
