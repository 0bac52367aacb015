package dev.flint.runtime.weights;

import static dev.flint.runtime.weights.ValueType.ARRAY;
import static dev.flint.runtime.weights.ValueType.FLOAT32;
import static dev.flint.runtime.weights.ValueType.INT32;
import static dev.flint.runtime.weights.ValueType.STRING;

import dev.flint.runtime.RuntimeFault.Code;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks those keys on which everything behind the header relies, where the file has them. */
final class WellKnown {
  static final String ALIGNMENT = "general.alignment";
  static final String ARCHITECTURE = "general.architecture";

  private static final long USUAL_ALIGNMENT = 32;
  private static final Set<ValueType> INTEGERS =
      EnumSet.of(
          ValueType.UINT8,
          ValueType.INT8,
          ValueType.UINT16,
          ValueType.INT16,
          ValueType.UINT32,
          ValueType.INT32,
          ValueType.UINT64,
          ValueType.INT64);

  private final Cursor in;
  private final Map<String, Entry> entries;

  WellKnown(Cursor in, Map<String, Entry> entries) {
    this.in = in;
    this.entries = entries;
  }

  void check() {
    Entry architecture = entries.get(ARCHITECTURE);
    if (architecture != null) {
      require(architecture, STRING, "a string");
      String prefix = (String) architecture.value();
      integer(prefix + ".block_count", 1, Limits.LAYERS);
      integer(prefix + ".context_length", 1, Integer.MAX_VALUE);
      integer(prefix + ".embedding_length", 1, Integer.MAX_VALUE);
      integer(prefix + ".vocab_size", 1, Integer.MAX_VALUE);
    }
    shards();
    vocabulary();
  }

  /** Bytes to which tensor data is aligned. */
  long alignment() {
    Entry entry = entries.get(ALIGNMENT);
    if (entry == null) {
      return USUAL_ALIGNMENT;
    }
    long alignment = integer(ALIGNMENT, 1, Limits.ALIGNMENT);
    if (Long.bitCount(alignment) != 1) {
      throw fault(entry, "is " + alignment + ", not a power of two");
    }
    return alignment;
  }

  private void shards() {
    Entry count = entries.get("split.count");
    if (count == null) {
      return;
    }
    long shards = integer("split.count", 0, Integer.MAX_VALUE);
    if (shards > 1) {
      throw in.fault(
          Code.UNSUPPORTED_MODEL,
          "key 'split.count'",
          count.offset(),
          "says that this is one of " + shards + " files: merge them into one first");
    }
  }

  private void vocabulary() {
    Entry tokens = array("tokenizer.ggml.tokens", STRING);
    int size = tokens == null ? 0 : ((String[]) tokens.value()).length;
    Entry scores = array("tokenizer.ggml.scores", FLOAT32);
    if (scores != null && ((double[]) scores.value()).length != size) {
      throw fault(scores, "has another length than the " + size + " tokens");
    }
    Entry types = array("tokenizer.ggml.token_type", INT32);
    if (types != null && ((long[]) types.value()).length != size) {
      throw fault(types, "has another length than the " + size + " tokens");
    }
    array("tokenizer.ggml.merges", STRING);
    Entry template = entries.get("tokenizer.chat_template");
    if (template != null) {
      require(template, STRING, "a string");
    }
  }

  private @Nullable Entry array(String key, ValueType element) {
    Entry entry = entries.get(key);
    if (entry != null && (entry.type() != ARRAY || entry.element() != element)) {
      throw fault(entry, "is " + kind(entry) + ", not an array of " + element);
    }
    return entry;
  }

  /** The value of {@code key}, or 0 when the file does not have it. */
  private long integer(String key, long min, long max) {
    Entry entry = entries.get(key);
    if (entry == null) {
      return 0;
    }
    // An array holds one value per layer; whoever uses it checks those.
    if (entry.type() == ARRAY && INTEGERS.contains(entry.element())) {
      return 0;
    }
    if (!INTEGERS.contains(entry.type())) {
      throw fault(entry, "is " + kind(entry) + ", not an integer");
    }
    long value = (Long) entry.value();
    if (value < min || value > max) {
      throw fault(entry, "is " + value + ", outside " + min + " to " + max);
    }
    return value;
  }

  private void require(Entry entry, ValueType type, String kind) {
    if (entry.type() != type) {
      throw fault(entry, "is " + kind(entry) + ", not " + kind);
    }
  }

  private static String kind(Entry entry) {
    return entry.type() == ARRAY ? "an array of " + entry.element() : "a " + entry.type();
  }

  private RuntimeException fault(Entry entry, String problem) {
    return in.fault("key '" + entry.key() + "'", entry.offset(), problem);
  }
}
