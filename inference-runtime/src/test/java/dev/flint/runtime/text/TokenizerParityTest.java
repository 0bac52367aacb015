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

  static Tokenizer read(Path file) {
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
