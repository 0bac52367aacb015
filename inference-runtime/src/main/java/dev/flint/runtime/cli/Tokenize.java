package dev.flint.runtime.cli;

import dev.flint.runtime.RuntimeFault;
import dev.flint.runtime.RuntimeFault.Code;
import dev.flint.runtime.text.Tokenizer;
import dev.flint.runtime.weights.GgufFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code flint tokenize}: the token ids of a text. */
@Command(
    name = "tokenize",
    description =
        "Prints the token ids of a text as a JSON array. Special tokens such as <|im_end|> are"
            + " recognised in it.")
final class Tokenize implements Callable<Integer> {
  private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "MODEL", description = "a GGUF file")
  private Path model = Path.of("");

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TEXT",
      description = "the text; write -- before it where it looks like an option")
  private @Nullable String text;

  @Option(
      names = "--file",
      paramLabel = "F",
      description = "read the text from a file: UTF-8, every byte of it counts")
  private @Nullable Path file;

  @Option(names = "--bos", description = "begin with the begin-of-sequence token")
  private boolean bos;

  @Option(names = "--plain", description = "do not recognise special tokens in the text")
  private boolean plain;

  /** A text may begin with a dash: what is no option of ours is text. */
  @Spec
  void spec(CommandSpec injected) {
    spec = injected;
    spec.parser()
        .unmatchedOptionsArePositionalParams(true)
        .posixClusteredShortOptionsAllowed(false);
  }

  @Override
  public Integer call() {
    String given = given();
    Tokenizer tokenizer = tokenizer();
    IntStream ids = IntStream.of(tokenizer.encode(given, !plain));
    if (bos) {
      ids = IntStream.concat(IntStream.of(first(tokenizer)), ids);
    }
    spec.commandLine().getOut().println(JsonWriter.write(ids.toArray()));
    return 0;
  }

  private int first(Tokenizer tokenizer) {
    return tokenizer
        .bos()
        .orElseThrow(() ->
            new RuntimeFault(
                Code.BAD_REQUEST, model + " names no begin-of-sequence token; omit --bos"));
  }

  private Tokenizer tokenizer() {
    try (GgufFile opened = GgufFile.open(model)) {
      return tokenizer(opened);
    }
  }

  private Tokenizer tokenizer(GgufFile opened) {
    try {
      return Tokenizer.of(opened.metadata());
    } catch (RuntimeFault e) {
      throw new RuntimeFault(e.code(), model + ": " + e.getMessage(), e);
    }
  }

  private String given() {
    if ((text == null) == (file == null)) {
      throw new ParameterException(spec.commandLine(), "give either TEXT or --file F");
    }
    return text != null ? text : read(file);
  }

  private static String read(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new RuntimeFault(Code.BAD_REQUEST, file + " is not UTF-8", e);
    } catch (NoSuchFileException e) {
      throw new RuntimeFault(Code.IO, file + " does not exist", e);
    } catch (IOException e) {
      throw new RuntimeFault(Code.IO, file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
