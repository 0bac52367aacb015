package dev.flint.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flint.runtime.Parity;
import dev.flint.runtime.weights.GgufFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Real vocabularies against the ids that other implementations give. */
final class TokenizerParityTest {
  private static final String SEPARATOR = "\n__ggml_vocab_test__\n";

  @TestFactory
  Stream<DynamicTest> sameIds() throws IOException {
    Path folder = Parity.folder("10 vocabularies").resolve("tokenizers");
    List<Path> files;
    try (Stream<Path> listed = Files.list(folder)) {
      files = listed.filter(file -> file.toString().endsWith(".gguf")).sorted().toList();
    }
    assertThat(files).isNotEmpty();
    return files.stream().map(file -> DynamicTest.dynamicTest(name(file), () -> check(file)));
  }

  private static void check(Path file) throws IOException {
    Tokenizer tokenizer = read(file);
    String[] texts = Files.readString(beside(file, ".inp")).split(SEPARATOR, -1);
    List<String> expected = Files.readAllLines(beside(file, ".out"));
    // Every text ends in the separator, the last one too.
    assertThat(texts).hasSize(expected.size() + 1);
    for (int i = 0; i < expected.size(); i++) {
      String ids =
          Arrays.stream(tokenizer.encode(texts[i], true))
              .mapToObj(Integer::toString)
              .collect(Collectors.joining(" "));
      assertThat(ids).as(texts[i]).isEqualTo(expected.get(i).strip());
    }
  }

  @Test
  void storiesBeginWithTheTokensTheirModelsLearned() throws IOException {
    Path stories = Parity.folder("2 story models").resolve("stories");
    Tokenizer bytes = read(stories.resolve("stories260K.gguf"));
    assertThat(bytes.encode("Once upon a time", true)).containsExactly(403, 407, 261, 378);
    // Its pieces span words, as "upon▁a▁tim" does.
    Tokenizer spanning = read(stories.resolve("TinyStories-656K-fixtok-F16.gguf"));
    assertThat(spanning.encode("Once upon a time", true)).containsExactly(80, 147, 201, 282, 57);
    assertThat(spanning.encode("a 天地 \0<|end_story|>", true)).contains(0, 2);
    Path sample = stories.resolveSibling("text").resolve("tinystories-sample.txt");
    String text = Files.readString(sample);
    assertThat(spanning.decode(spanning.encode(text, true))).isEqualTo(text);
    assertThat(bytes.decode(bytes.encode(text, false))).isEqualTo(text);
  }

  private static Tokenizer read(Path file) {
    try (GgufFile model = GgufFile.open(file)) {
      return Tokenizer.of(model.metadata());
    }
  }

  private static Path beside(Path file, String ending) {
    return file.resolveSibling(name(file) + ending);
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
