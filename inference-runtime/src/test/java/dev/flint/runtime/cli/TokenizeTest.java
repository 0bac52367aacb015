package dev.flint.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flint.runtime.weights.GgufWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokenizeTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String model = "";

  /** A byte-level vocabulary of printable ASCII, "ab", newline, and an end token. */
  @BeforeEach
  void save() throws IOException {
    List<String> tokens = new ArrayList<>();
    for (char character = '!'; character <= '~'; character++) {
      tokens.add(Character.toString(character));
    }
    tokens.addAll(List.of("ab", "Ċ", "Ġ", "<|im_end|>"));
    model = save("bpe.gguf", writer("gpt2", tokens).uint32("tokenizer.ggml.bos_token_id", 7));
  }

  private static GgufWriter writer(String tokenizer, List<String> tokens) {
    return new GgufWriter(32)
        .string("general.architecture", "llama")
        .string("tokenizer.ggml.model", tokenizer)
        .string("tokenizer.ggml.pre", "gpt-2")
        .strings("tokenizer.ggml.tokens", tokens)
        .strings("tokenizer.ggml.merges", List.of("a b"));
  }

  private String save(String name, GgufWriter writer) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream stream = Files.newOutputStream(file)) {
      writer.writeTo(stream);
    }
    return file.toString();
  }

  private String ids(String... arguments) {
    List<String> line = new ArrayList<>(List.of("tokenize", model));
    line.addAll(List.of(arguments));
    int status = flint(line.toArray(String[]::new));
    assertThat(err.toString()).isEmpty();
    assertThat(status).isZero();
    String printed = out.toString().strip();
    out.getBuffer().setLength(0);
    return printed;
  }

  private int flint(String... args) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  @Test
  void printsAnArrayOfIds() {
    assertThat(ids("abba")).isEqualTo("[94,65,64]");
    assertThat(ids("")).isEqualTo("[]");
    assertThat(ids("--bos", "a")).isEqualTo("[7,64]");
  }

  @Test
  void recognisesSpecialTokensUnlessPlain() {
    assertThat(ids("a<|im_end|>")).isEqualTo("[64,97]");
    assertThat(ids("--plain", "<|im_end|>")).isEqualTo("[27,91,72,76,62,68,77,67,91,29]");
  }

  @Test
  void takesEveryByteOfAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("text"), " a\n\n");
    assertThat(ids("--file", file.toString())).isEqualTo("[96,64,95,95]");
  }

  @Test
  void aTextMayLookLikeAnOptionOrAFile() throws IOException {
    assertThat(ids("-5")).isEqualTo("[12,20]");
    assertThat(ids("--", "--bos")).isEqualTo("[12,12,65,78,82]");
    Path file = Files.writeString(folder.resolve("x"), "a");
    assertThat(ids("@" + file)).startsWith("[31,14");
  }

  @Test
  void refusesWhatItCannotDo() throws IOException {
    assertThat(flint("tokenize", model)).isEqualTo(2);
    assertThat(flint("tokenize", model, "a", "--file", "b")).isEqualTo(2);
    assertThat(err.toString()).contains("give either TEXT or --file F");
    assertThat(flint("tokenize", model, "--file", "/nowhere/at/all")).isEqualTo(1);
    assertThat(err.toString()).contains("/nowhere/at/all does not exist");
    Path latin = Files.write(folder.resolve("l"), "é".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(flint("tokenize", model, "--file", latin.toString())).isEqualTo(1);
    assertThat(err.toString()).contains(latin + " is not UTF-8");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void namesTheModelThatHasNoTokenizer() throws IOException {
    String other = save("other.gguf", writer("test", List.of("a")));
    assertThat(flint("tokenize", other, "a")).isEqualTo(1);
    assertThat(err.toString())
        .startsWith(
            "flint: " + other + ": Metadata tokenizer.ggml.model names the tokenizer 'test'");
    String mute = save("mute.gguf", writer("gpt2", List.of("a", "b", "ab")));
    assertThat(flint("tokenize", "--bos", mute, "a")).isEqualTo(1);
    assertThat(err.toString()).contains(mute + " names no begin-of-sequence token");
  }
}
