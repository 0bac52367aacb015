package dev.flint.runtime.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Small vocabularies as model files hold them, to be changed by each test as it needs. */
final class Vocabularies {
  static final long NORMAL = 1;
  static final long UNKNOWN = 2;
  static final long CONTROL = 3;
  static final long USER_DEFINED = 4;
  static final long BYTE = 6;

  private final List<String> pieces = new ArrayList<>();
  private final List<Long> types = new ArrayList<>();
  private final List<Double> scores = new ArrayList<>();
  private final List<String> merges = new ArrayList<>();
  private final Map<String, Object> other = new HashMap<>();
  private final Set<String> absent = new HashSet<>();

  /** Byte-level: the 256 bytes are tokens 0 to 255. */
  static Vocabularies bytePairs(String pre) {
    Vocabularies vocabulary = new Vocabularies();
    for (int value = 0; value < 256; value++) {
      vocabulary.piece(Character.toString(ByteAlphabet.character(value)), NORMAL);
    }
    return vocabulary.with("tokenizer.ggml.model", "gpt2").with("tokenizer.ggml.pre", pre);
  }

  /** SentencePiece without byte tokens: unknown, begin and end are tokens 0 to 2. */
  static Vocabularies sentencePieces() {
    return new Vocabularies()
        .piece("<unk>", UNKNOWN)
        .piece("<s>", CONTROL)
        .piece("</s>", CONTROL)
        .with("tokenizer.ggml.model", "llama");
  }

  Vocabularies piece(String piece, long type) {
    return piece(piece, type, -pieces.size());
  }

  Vocabularies piece(String piece, long type, double score) {
    pieces.add(piece);
    types.add(type);
    scores.add(score);
    return this;
  }

  Vocabularies pieces(String... normal) {
    Arrays.stream(normal).forEach(piece -> piece(piece, NORMAL));
    return this;
  }

  /** A merge, and its result as a token unless it is one. */
  Vocabularies merge(String left, String right) {
    merges.add(left + " " + right);
    if (!pieces.contains(left + right)) {
      piece(left + right, NORMAL);
    }
    return this;
  }

  /** Random merges of random pieces. */
  Vocabularies merges(int count, Random random) {
    for (int i = 0; i < count; i++) {
      String left = pieces.get(random.nextInt(pieces.size()));
      String right = pieces.get(random.nextInt(pieces.size()));
      if (!merges.contains(left + " " + right) && left.length() + right.length() <= 8) {
        merge(left, right);
      }
    }
    return this;
  }

  /** Adds or replaces an entry; null takes it away. */
  Vocabularies with(String key, @Nullable Object value) {
    if (value == null) {
      absent.add(key);
    } else {
      other.put(key, value);
    }
    return this;
  }

  Map<String, Object> metadata() {
    Map<String, Object> metadata = new HashMap<>();
    metadata.put("tokenizer.ggml.tokens", pieces.toArray(String[]::new));
    metadata.put("tokenizer.ggml.token_type", types.stream().mapToLong(Long::longValue).toArray());
    if ("gpt2".equals(other.get("tokenizer.ggml.model"))) {
      metadata.put("tokenizer.ggml.merges", merges.toArray(String[]::new));
    } else {
      metadata.put(
          "tokenizer.ggml.scores", scores.stream().mapToDouble(Double::doubleValue).toArray());
    }
    metadata.putAll(other);
    metadata.keySet().removeAll(absent);
    return metadata;
  }

  Tokenizer tokenizer() {
    return Tokenizer.of(metadata());
  }

  /** A text of characters that pre-tokenizers tell apart, and of any others. */
  static String text(Random random, int length) {
    String telling =
        "  \n\r\t'sSdlLeEvVrRmMaZ019.!$_(/~`^+<éÀßǅʰªЖ天あ가ก้\u0301\u00A0\u3000\u2028½Ⅻ٣“€😀ⁿ\0\u0085";
    int[] known = telling.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      int point = known[random.nextInt(known.length)];
      if (random.nextInt(12) == 0) {
        point = random.nextInt(random.nextBoolean() ? 0x3000 : 0x20000);
      }
      if (point < 0xD800 || point > 0xDFFF) {
        text.append(
            Character.toString(point).repeat(1 + random.nextInt(8) / 7 * random.nextInt(6)));
      }
    }
    return text.toString();
  }
}
