package dev.flint.platform.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flint.platform.FlintTest;
import dev.flint.platform.TestClient;
import dev.flint.platform.TestClient.Answer;
import dev.flint.platform.access.ApiKeys;
import dev.flint.platform.access.Role;
import dev.flint.platform.trail.Actor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import tools.jackson.databind.JsonNode;

/** Every refusal is an error object of the OpenAI API, whichever part of the server refuses. */
@FlintTest
final class RefusalsTest {
  private static final String CHAT = "/v1/chat/completions";
  private static final String HI =
      "'model':'flint-demo','messages':[{'role':'user','content':'hi'}]";

  private final TestClient user;
  private final TestClient auditor;

  @Autowired
  RefusalsTest(ApiKeys keys, @Value("${local.server.port}") int port) {
    user =
        new TestClient(port, keys.create("bob", Set.of(Role.USER), "test", Actor.SERVICE).plain());
    auditor =
        new TestClient(
            port, keys.create("aud", Set.of(Role.AUDITOR), "test", Actor.SERVICE).plain());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      textBlock =
          """
          {'model':'nobody','messages':[{'role':'user','content':'hi'}]} | 404 | model_not_found            | model
          {'model':'flint-demo'}                                        | 400 | missing_required_parameter | messages
          {'messages':[{'role':'user','content':'hi'}]}                 | 400 | missing_required_parameter | model
          {HI,'temperature':3}                                          | 400 | invalid_value              | temperature
          {HI,'n':2}                                                    | 400 | unsupported_parameter      | n
          {HI,'tools':[{}]}                                             | 400 | unsupported_parameter      | tools
          {HI                                                           | 400 | invalid_json               | -
          {HI,'model':'twice'}                                          | 400 | invalid_json               | -
          []                                                            | 400 | invalid_json               | -
          """)
  void badRequests(String body, int status, String code, @Nullable String param) {
    Answer answer = user.post(CHAT, body.replace("HI", HI));
    refused(answer, status, code, param);
  }

  @Test
  void malformedJsonIsRefusedWithItsPlace() {
    Answer answer = user.post(CHAT, "{\n\n  'model': flint }");
    refused(answer, 400, "invalid_json", null);
    assertThat(answer.error().get("message").stringValue()).contains("line 3");
  }

  @Test
  void aPromptBeyondTheContextIsRefused() {
    Answer answer = user.post(CHAT, "{" + HI.replace("hi", "word ".repeat(2000)) + "}");
    refused(answer, 400, "context_length_exceeded", "messages");
    refused(
        user.post("/v1/completions", "{'model':'flint-demo','prompt':'" + "x ".repeat(2000) + "'}"),
        400,
        "context_length_exceeded",
        "prompt");
  }

  @Test
  void tokensOutsideTheVocabularyAreRefused() {
    refused(
        user.post("/v1/completions", "{'model':'flint-demo','prompt':[1,999999]}"),
        400,
        "invalid_value",
        "prompt[1]");
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() {
    refused(
        user.post(CHAT, "{'pad':'" + "x".repeat(9 << 20) + "'}"), 413, "request_too_large", null);
  }

  @Test
  void aBodyThatIsNotJsonIsRefused() {
    Answer answer =
        user.send(
            user.bare(CHAT)
                .header("Authorization", "Bearer " + user.key())
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("hello")));
    refused(answer, 415, "unsupported_media_type", null);
  }

  @Test
  void aPackedBodyIsRefused() {
    Answer answer =
        user.send(
            user.bare(CHAT)
                .header("Authorization", "Bearer " + user.key())
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofString("{}")));
    refused(answer, 415, "unsupported_media_type", null);
  }

  @Test
  void aRefusalIsOnRecord() {
    Answer answer = user.post(CHAT, "{" + HI + ",'temperature':3}");
    assertThat(answer.status()).isEqualTo(400);
    JsonNode newest = newest(auditor.get("/audit/v1/records").json(), "request_refused");
    assertThat(newest.at("/actor/owner").stringValue()).isEqualTo("bob");
    assertThat(newest.get("route").stringValue()).isEqualTo(CHAT);
    assertThat(newest.get("code").stringValue()).isEqualTo("invalid_value temperature");
  }

  @Test
  void unknownRoutesAndMethodsAreRefused() {
    refused(user.get("/v1/nothing"), 404, "unknown_url", null);
    refused(user.get("/"), 404, "unknown_url", null);
    refused(user.get("/error"), 404, "unknown_url", null);
    refused(user.get("/actuator/env"), 404, "unknown_url", null);
    refused(user.post("/v1/embeddings", "{}"), 404, "unknown_url", null);
    Answer wrong = user.method("PUT", CHAT);
    refused(wrong, 405, "method_not_allowed", null);
    assertThat(wrong.header("allow")).isEqualTo("POST");
  }

  @Test
  void whatTomcatRefusesByItselfIsAnsweredAlike() throws IOException {
    assertThat(raw("GET /v1/mod{els HTTP/1.1\r\nHost: x\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("application/json")
        .contains("{\"error\":{")
        .doesNotContain("<html");
    assertThat(raw("GET /v1/models%2f..%2fx HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("{\"error\":{")
        .doesNotContain("<html");
    assertThat(raw("GARBAGE\r\n\r\n")).startsWith("HTTP/1.1 400").doesNotContain("<html");
  }

  @Test
  void anUpgradeToHttp2IsIgnored() throws IOException {
    assertThat(
            raw(
                "GET /actuator/health HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings,"
                    + " close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
  }

  private static JsonNode newest(JsonNode page, String kind) {
    for (JsonNode record : page.get("data")) {
      if (record.get("kind").stringValue().equals(kind)) {
        return record.get("fields");
      }
    }
    throw new AssertionError("no " + kind + " in " + page);
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), user.port())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.setSoTimeout(10_000);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void refused(Answer answer, int status, String code, @Nullable String param) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.header("x-request-id")).startsWith("req_");
    assertThat(answer.header("x-should-retry")).isEqualTo("false");
    JsonNode error = answer.error();
    assertThat(error.get("code").stringValue()).isEqualTo(code);
    assertThat(error.get("message").stringValue()).endsWith(".");
    assertThat(error.get("type").isString()).isTrue();
    if (param == null) {
      assertThat(error.get("param").isNull()).isTrue();
    } else {
      assertThat(error.get("param").stringValue()).isEqualTo(param);
    }
  }
}
