package dev.flint.runtime.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flint.runtime.RuntimeFault;
import dev.flint.runtime.RuntimeFault.Code;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What has broken real loaders: each file ends in one fault that names the field and the offset.
 */
final class HazardsTest {
  private static final long HUGE = 1L << 62;

  @TempDir Path folder;

  record Hazard(String name, String field, Forge file) {
    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest
  @MethodSource({"counts", "values", "knownKeys", "names", "shapes", "extents"})
  void refuses(Hazard hazard) {
    Path file = hazard.file.save(folder);
    RuntimeFault fault = Refusal.of(file);
    assertThat(Refusal.mapped(file)).as("still mapped").isFalse();
    assertThat(fault.code()).isEqualTo(Code.MALFORMED_MODEL);
    assertThat(fault.getMessage())
        .contains(hazard.field + " at offset " + hazard.file.marked() + " ");
  }

  static Stream<Hazard> counts() {
    return Stream.of(
        hazard("no GGUF at all", "magic", new Forge().mark().raw("PK\3\4 no model")),
        hazard("empty file", "magic", new Forge().mark()),
        hazard("tensor count 2^62", "number of tensors", start().mark().u64(HUGE).u64(0)),
        hazard("tensor count -1", "number of tensors", start().mark().u64(-1).u64(0)),
        hazard("key count 2^62", "number of keys", start().u64(0).mark().u64(HUGE)),
        hazard("key count beyond the file", "length of key 0", start().u64(0).u64(9).mark()),
        hazard(
            "tensor count beyond the file", "length of name of tensor 0", Forge.file(7, 0).mark()),
        hazard("key of 2^62 bytes", "length of key 0", Forge.file(0, 1).mark().u64(HUGE)),
        hazard("key beyond the file", "key 0", Forge.file(0, 1).u64(99).mark().raw("short")),
        hazard(
            "string of -1 bytes",
            "length of value of key 'k'",
            Forge.key("k").u32(8).mark().u64(-1).raw("text")),
        hazard(
            "string beyond the file",
            "value of key 'k'",
            Forge.key("k").u32(8).u64(1000).mark().raw("text")),
        hazard(
            "array of 2^61 strings",
            "length of array of key 'k'",
            Forge.key("k").u32(9).u32(8).mark().u64(1L << 61)),
        hazard(
            "array of 4 million numbers, not there",
            "array of key 'k'",
            Forge.key("k").u32(9).u32(4).u64(4_000_000).mark().u32(1)),
        hazard(
            "array of 2^63 bytes",
            "length of array of key 'k'",
            Forge.key("k").u32(9).u32(0).mark().u64(Long.MIN_VALUE)));
  }

  static Stream<Hazard> values() {
    return Stream.of(
        hazard("value type 13", "type of key 'k'", Forge.key("k").mark().u32(13).u64(0)),
        hazard("value type -1", "type of key 'k'", Forge.key("k").mark().u32(-1).u64(0)),
        hazard(
            "array element type 13",
            "element type of key 'k'",
            Forge.key("k").u32(9).mark().u32(13).u64(0)),
        hazard(
            "nested arrays",
            "element type of key 'k'",
            Forge.key("k").u32(9).mark().u32(9).u64(1).u32(9).u64(1)),
        hazard("truth value 2", "value of key 'k'", Forge.key("k").u32(7).mark().u8(2)),
        hazard("integer over 2^63", "value of key 'k'", Forge.key("k").u32(10).mark().u64(-1)),
        hazard(
            "integer over 2^63 in an array",
            "array of key 'k'",
            Forge.key("k").u32(9).u32(10).u64(2).u64(1).mark().u64(-1)));
  }

  static Stream<Hazard> knownKeys() {
    return Stream.of(
        known("alignment 2^31", "general.alignment", 4, 1L << 31),
        known("alignment 0", "general.alignment", 4, 0),
        known("alignment 48", "general.alignment", 4, 48),
        known("alignment as text", "general.alignment", 8, 0),
        known("block_count 513", "llama.block_count", 4, 513),
        known("block_count 0", "llama.block_count", 4, 0),
        known("block_count as text", "llama.block_count", 8, 0),
        known("vocabulary of 2^32 + 5", "llama.vocab_size", 10, (1L << 32) + 5),
        known("context of 2^40", "llama.context_length", 10, 1L << 40),
        known("negative width", "llama.embedding_length", 11, -256),
        hazard(
            "architecture as number",
            "key 'general.architecture'",
            Forge.key("general.architecture").mark().u32(4).u32(1)),
        hazard(
            "scores of type UINT8",
            "key 'tokenizer.ggml.scores'",
            tokens().string("tokenizer.ggml.scores").mark().u32(9).u32(0).u64(2).u8(1).u8(2)),
        hazard(
            "more scores than tokens",
            "key 'tokenizer.ggml.scores'",
            tokens().string("tokenizer.ggml.scores").mark().u32(9).u32(6).u64(3).u64(0).u32(0)),
        hazard(
            "token types as text",
            "key 'tokenizer.ggml.token_type'",
            tokens().string("tokenizer.ggml.token_type").mark().u32(9).u32(8).u64(0)),
        hazard(
            "fewer token types than tokens",
            "key 'tokenizer.ggml.token_type'",
            tokens().string("tokenizer.ggml.token_type").mark().u32(9).u32(5).u64(1).u32(1)),
        hazard(
            "merges as numbers",
            "key 'tokenizer.ggml.merges'",
            tokens().string("tokenizer.ggml.merges").mark().u32(9).u32(4).u64(1).u32(1)),
        hazard(
            "tokens as one string",
            "key 'tokenizer.ggml.tokens'",
            Forge.key("tokenizer.ggml.tokens").mark().u32(8).string("a b")),
        hazard(
            "template as number",
            "key 'tokenizer.chat_template'",
            Forge.key("tokenizer.chat_template").mark().u32(4).u32(1)));
  }

  static Stream<Hazard> names() {
    Forge twice = Forge.file(0, 2).string("k").u32(4).u32(1).mark().string("k").u32(4).u32(2);
    Forge tensors = Forge.file(2, 0).record("t", 0, 0, 8).mark().record("t", 0, 32, 8).data(64);
    return Stream.of(
        hazard("duplicate key", "key 'k'", twice),
        hazard("duplicate tensor name", "tensor 't'", tensors),
        hazard("empty key", "key 0", Forge.file(0, 1).mark().u64(0).u32(4).u32(1)),
        hazard("key of no UTF-8", "key 0", Forge.file(0, 1).mark().u64(2).raw("\u00c3\u0028")),
        hazard(
            "tensor name of 65 bytes",
            "length of name of tensor 0",
            Forge.file(1, 0).mark().record("t".repeat(65), 0, 0, 8).data(32)));
  }

  static Stream<Hazard> shapes() {
    long most = Integer.MAX_VALUE;
    return Stream.of(
        hazard("no dimension", "number of dimensions of tensor 't'", dimensions(0)),
        hazard("five dimensions", "number of dimensions of tensor 't'", dimensions(5)),
        hazard("2^32 - 1 dimensions", "number of dimensions of tensor 't'", dimensions(-1)),
        hazard("zero dimension", "dimension 1 of tensor 't'", second(0)),
        hazard("negative dimension", "dimension 1 of tensor 't'", second(-1)),
        hazard(
            "a dimension that fits when narrowed",
            "dimension 1 of tensor 't'",
            second((1L << 32) + 2)),
        hazard("tensor type 4, retired", "type of tensor 't'", type(4)),
        hazard("tensor type 99", "type of tensor 't'", type(99)),
        hazard("half a block", "tensor 't'", tensor(8, 0, 40)),
        hazard("byte size wraps to 0", "tensor 't'", tensor(0, 0, 1L << 30, 1L << 30, 4)),
        hazard("value count wraps to 0", "tensor 't'", tensor(24, 0, 1L << 30, 1L << 30, 16)),
        hazard(
            "all dimensions at their most",
            "tensor 't'",
            tensor(2, 0, most - 31, most, most, most)),
        hazard("padding wraps", "tensor 't'", tensor(24, 0, 7, most - 1, 613_566_757)));
  }

  static Stream<Hazard> extents() {
    return Stream.of(
        hazard("one row past the end", "tensor 't'", tensor(0, 0, 8, 3)),
        hazard("begins past the end", "tensor 't'", tensor(0, 96, 8)),
        hazard("offset plus size wraps", "tensor 't'", tensor(0, Long.MAX_VALUE - 31, 8)),
        hazard("offset not aligned", "tensor 't'", tensor(0, 4, 8)),
        hazard(
            "file ends before its data",
            "tensor 't'",
            Forge.file(1, 0).mark().record("t", 0, 0, 8)),
        hazard(
            "two of nearly 2^62 bytes",
            "tensor 't'",
            Forge.file(2, 0)
                .mark()
                .record("t", 1, 0, 1L << 30, 1L << 30)
                .record("u", 1, 1L << 61, 1L << 30, 1L << 30)
                .data(64)),
        hazard(
            "overlapping tensors",
            "tensor 'u'",
            Forge.file(2, 0).record("t", 0, 0, 16).mark().record("u", 0, 32, 8).data(64)),
        hazard(
            "one tensor inside another, listed first",
            "tensor 'u'",
            Forge.file(2, 0).mark().record("u", 0, 32, 1).record("t", 0, 0, 16).data(64)));
  }

  private static Forge start() {
    return new Forge().raw("GGUF").u32(3);
  }

  private static Forge tokens() {
    Forge file = Forge.file(0, 2).string("tokenizer.ggml.tokens").u32(9).u32(8).u64(2);
    return file.string("a").string("b");
  }

  private static Hazard known(String name, String key, int type, long value) {
    Forge file = Forge.llama(1).string(key).mark().u32(type).u64(value);
    return hazard(name, "key '" + key + "'", file);
  }

  private static Forge dimensions(int count) {
    return Forge.file(1, 0).string("t").mark().u32(count).u64(8).u32(0).u64(0).data(64);
  }

  private static Forge second(long extent) {
    return Forge.file(1, 0).string("t").u32(2).u64(8).mark().u64(extent).u32(0).u64(0).data(64);
  }

  private static Forge type(int type) {
    return Forge.file(1, 0).string("t").u32(1).u64(8).mark().u32(type).u64(0).data(64);
  }

  private static Forge tensor(int type, long offset, long... shape) {
    return Forge.file(1, 0).mark().record("t", type, offset, shape).data(64);
  }

  private static Hazard hazard(String name, String field, Forge file) {
    return new Hazard(name, field, file);
  }
}
