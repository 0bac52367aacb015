package dev.flint.platform.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.flint.platform.problem.Problem;
import dev.flint.platform.problem.ProblemWriter;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What we send is what the OpenAPI description of the OpenAI API says. */
final class ConformanceTest {
  private static final Document CHAT = new Document(new ChatShape(), "c", 7, "m", "fp", true);
  private static final Document TEXT = new Document(new TextShape(), "c", 7, "m", "fp", true);

  private static ApiDescription api;

  @BeforeAll
  static void readTheDescription() throws IOException {
    String parity = System.getProperty("flint.parity", "");
    assumeTrue(!parity.isEmpty(), "skipped 5 cases: flint.parity names no folder");
    api = ApiDescription.read(Path.of(parity, "openai", "openapi.yaml"));
  }

  @Test
  void theCheckItselfFindsMistakes() {
    assertThat(api.violations("CreateChatCompletionResponse", json("{\"id\":1}".getBytes(UTF_8))))
        .contains("$.id is not of type string: 1", "$.choices is missing");
    byte[] emptyReason = CHAT.closing("");
    assertThat(api.violations("CreateChatCompletionStreamResponse", json(emptyReason)))
        .isNotEmpty();
  }

  @Test
  void wholeAnswers() {
    conforms("CreateChatCompletionResponse", CHAT.whole("hi", "stop", 1, 2));
    conforms("CreateCompletionResponse", TEXT.whole("hi", "length", 1, 2));
  }

  @Test
  void chatChunks() {
    String schema = "CreateChatCompletionStreamResponse";
    conforms(schema, CHAT.opening());
    conforms(schema, CHAT.piece("hi"));
    conforms(schema, CHAT.closing("length"));
    conforms(schema, CHAT.usage(1, 2));
  }

  @Test
  void theLastTextChunk() {
    // The description gives chunks the whole answer's schema, in which no reason may be null:
    // only the last can conform.
    Document quiet = new Document(new TextShape(), "c", 7, "m", "fp", false);
    conforms("CreateCompletionResponse", quiet.closing("stop"));
  }

  @Test
  void errors() {
    conforms("ErrorResponse", ProblemWriter.json(Problem.internal()));
    conforms("ErrorResponse", ProblemWriter.json(Problem.modelNotFound("x")));
  }

  private static void conforms(String schema, byte[] document) {
    assertThat(api.violations(schema, json(document))).isEmpty();
  }

  private static JsonNode json(byte[] bytes) {
    return JsonMapper.shared().readTree(bytes);
  }
}
