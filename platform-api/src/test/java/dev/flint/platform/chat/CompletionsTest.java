package dev.flint.platform.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flint.platform.FlintTest;
import dev.flint.platform.TestClient;
import dev.flint.platform.TestClient.Answer;
import dev.flint.platform.access.ApiKeys;
import dev.flint.platform.access.Role;
import dev.flint.platform.trail.Actor;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Real HTTP to the real demo model: answers whole and streamed. */
@FlintTest
final class CompletionsTest {
  private static final String CHAT = "/v1/chat/completions";
  private static final String ASK =
      "'model':'flint-demo','temperature':0,"
          + "'messages':[{'role':'user','content':'What is Flint?'}]";
  private static final String ANSWER =
      "Flint is a private AI platform. It runs language models on your own servers, proves which"
          + " model answered, and keeps a record of every prompt that an auditor can verify.";

  private final TestClient user;

  @Autowired
  CompletionsTest(ApiKeys keys, @Value("${local.server.port}") int port) {
    user =
        new TestClient(port, keys.create("ada", Set.of(Role.USER), "test", Actor.SERVICE).plain());
  }

  @Test
  void aWholeAnswerWithItsReceipt() {
    Answer answer = user.post(CHAT, "{" + ASK + "}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    JsonNode json = answer.json();
    assertThat(json.at("/choices/0/message/content").stringValue()).isEqualTo(ANSWER);
    assertThat(json.at("/choices/0/message/role").stringValue()).isEqualTo("assistant");
    assertThat(json.at("/choices/0/finish_reason").stringValue()).isEqualTo("stop");
    assertThat(json.get("object").stringValue()).isEqualTo("chat.completion");
    assertThat(json.get("model").stringValue()).isEqualTo("flint-demo");
    assertThat(json.get("system_fingerprint").stringValue()).matches("fp_[0-9a-f]{12}");
    assertThat(json.at("/usage/total_tokens").intValue())
        .isEqualTo(
            json.at("/usage/prompt_tokens").intValue()
                + json.at("/usage/completion_tokens").intValue());
    assertThat(answer.header("x-request-id")).matches("req_[0-9a-f]{32}");
    assertThat(answer.header("x-flint-receipt")).startsWith("rec_");
    assertThat(json.get("id").stringValue()).endsWith(answer.header("x-flint-receipt"));
    assertThat(answer.header("x-flint-model-digest")).matches("sha256:[0-9a-f]{64}");
    assertThat(answer.header("x-flint-mode")).isEqualTo("development");
    assertThat(answer.header("x-flint-seed")).matches("\\d+");
    assertThat(answer.header("content-type")).isEqualTo("application/json");
  }

  @Test
  void aStreamedAnswerIsTheSameInPieces() {
    Answer answer =
        user.post(CHAT, "{" + ASK + ",'stream':true,'stream_options':{'include_usage':true}}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.header("content-type")).startsWith("text/event-stream");
    assertThat(answer.header("x-flint-receipt")).startsWith("rec_");
    List<String> events = answer.events();
    assertThat(events.getLast()).isEqualTo("[DONE]");
    List<JsonNode> chunks =
        events.subList(0, events.size() - 1).stream().map(JsonMapper.shared()::readTree).toList();
    StringBuilder text = new StringBuilder();
    for (JsonNode chunk : chunks) {
      assertThat(chunk.get("object").stringValue()).isEqualTo("chat.completion.chunk");
      assertThat(chunk.get("id")).isEqualTo(chunks.getFirst().get("id"));
      assertThat(chunk.get("created")).isEqualTo(chunks.getFirst().get("created"));
      text.append(chunk.at("/choices/0/delta/content").asString(""));
    }
    assertThat(text).hasToString(ANSWER);
    assertThat(chunks.getFirst().at("/choices/0/delta/role").stringValue()).isEqualTo("assistant");
    JsonNode last = chunks.get(chunks.size() - 2);
    assertThat(last.at("/choices/0/finish_reason").stringValue()).isEqualTo("stop");
    for (JsonNode chunk : chunks.subList(0, chunks.size() - 2)) {
      assertThat(chunk.at("/choices/0/finish_reason").isNull()).isTrue();
      assertThat(chunk.get("usage").isNull()).isTrue();
    }
    assertThat(chunks.getLast().get("choices").size()).isZero();
    assertThat(chunks.getLast().at("/usage/completion_tokens").intValue()).isPositive();
    assertThat(chunks.size()).isGreaterThan(10);
  }

  @Test
  void withoutIncludeUsageNoChunkSpeaksOfUsage() {
    Answer answer = user.post(CHAT, "{" + ASK + ",'stream':true,'max_tokens':2}");
    assertThat(answer.body()).doesNotContain("usage");
    assertThat(answer.events().get(answer.events().size() - 2)).contains("\"length\"");
  }

  @Test
  void theBoundOnTokensAndStopTextsEndAnAnswer() {
    JsonNode two = user.post(CHAT, "{" + ASK + ",'max_completion_tokens':2}").json();
    assertThat(two.at("/usage/completion_tokens").intValue()).isEqualTo(2);
    assertThat(two.at("/choices/0/finish_reason").stringValue()).isEqualTo("length");
    JsonNode stopped = user.post(CHAT, "{" + ASK + ",'stop':[' private']}").json();
    assertThat(stopped.at("/choices/0/message/content").stringValue()).isEqualTo("Flint is a");
    assertThat(stopped.at("/choices/0/finish_reason").stringValue()).isEqualTo("stop");
  }

  @Test
  void aSeedGivesTheSameAnswerAgain() {
    String warm = ASK.replace("'temperature':0", "'temperature':1.5") + ",'max_tokens':40";
    Answer first = user.post(CHAT, "{" + warm + "}");
    String seed = first.header("x-flint-seed");
    Answer again = user.post(CHAT, "{" + warm + ",'seed':" + seed + "}");
    assertThat(again.header("x-flint-seed")).isEqualTo(seed);
    assertThat(again.json().get("choices")).isEqualTo(first.json().get("choices"));
  }

  @Test
  void aPlainTextIsGoneOnWith() {
    Answer answer =
        user.post(
            "/v1/completions",
            "{'model':'flint-demo','prompt':'<|user|>What is Flint?<|end|>','temperature':0}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    JsonNode json = answer.json();
    assertThat(json.get("object").stringValue()).isEqualTo("text_completion");
    assertThat(json.get("id").stringValue()).startsWith("cmpl-");
    assertThat(json.at("/usage/completion_tokens").intValue()).isLessThanOrEqualTo(16);
    assertThat(json.at("/choices/0/text").isString()).isTrue();
    Answer tokens =
        user.post("/v1/completions", "{'model':'flint-demo','prompt':[1,2,3],'stream':true}");
    assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
    assertThat(tokens.events().getLast()).isEqualTo("[DONE]");
  }

  @Test
  void developerMeansSystemAndPartsAreText() {
    Answer answer =
        user.post(
            CHAT,
            "{'model':'flint-demo','temperature':0,'max_tokens':3,'messages':["
                + "{'role':'developer','content':'Be brief.'},"
                + "{'role':'user','content':[{'type':'text','text':'What is Flint?'}]}]}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  @Test
  void modelsAreListed() {
    JsonNode list = user.get("/v1/models").json();
    assertThat(list.get("object").stringValue()).isEqualTo("list");
    JsonNode model = user.get("/v1/models/flint-demo").json();
    assertThat(list.get("data")).contains(model);
    assertThat(model.get("object").stringValue()).isEqualTo("model");
    assertThat(model.get("created").isIntegralNumber()).isTrue();
    assertThat(model.get("owned_by").isString()).isTrue();
    Answer missing = user.get("/v1/models/nobody");
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.error().get("code").stringValue()).isEqualTo("model_not_found");
  }
}
