package dev.flint.platform.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Every document we send, to the byte. */
final class DocumentTest {
  private final Document chat = new Document(new ChatShape(), "chatcmpl-1", 7, "m", "fp_1", true);
  private final Document text = new Document(new TextShape(), "cmpl-1", 7, "m", "fp_1", false);

  @Test
  void aWholeChatAnswer() {
    assertThat(json(chat.whole("hé\n", "stop", 3, 2)))
        .isEqualTo(
            """
            {"id":"chatcmpl-1","object":"chat.completion","created":7,"model":"m",\
            "system_fingerprint":"fp_1","choices":[{"index":0,"message":{"role":"assistant",\
            "content":"hé\\n","refusal":null,"annotations":[]},"logprobs":null,\
            "finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2,\
            "total_tokens":5}}\
            """);
  }

  @Test
  void theChunksOfAChatAnswer() {
    String start =
        """
        {"id":"chatcmpl-1","object":"chat.completion.chunk","created":7,"model":"m",\
        "system_fingerprint":"fp_1","choices":[\
        """;
    String end = ",\"usage\":null}";
    assertThat(json(chat.opening()))
        .isEqualTo(
            start
                + """
                {"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,\
                "finish_reason":null}]\
                """
                + end);
    assertThat(json(chat.piece("x")))
        .isEqualTo(
            start
                + """
                {"index":0,"delta":{"content":"x"},"logprobs":null,"finish_reason":null}]\
                """
                + end);
    assertThat(json(chat.closing("length")))
        .isEqualTo(
            start
                + """
                {"index":0,"delta":{},"logprobs":null,"finish_reason":"length"}]\
                """
                + end);
    assertThat(json(chat.usage(3, 2)))
        .isEqualTo(
            start
                + "],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}");
  }

  @Test
  void aTextAnswerAndItsChunks() {
    String start =
        """
        {"id":"cmpl-1","object":"text_completion","created":7,"model":"m",\
        "system_fingerprint":"fp_1","choices":[{"index":0,"text":\
        """;
    assertThat(json(text.piece("x")))
        .isEqualTo(start + "\"x\",\"logprobs\":null,\"finish_reason\":null}]}");
    assertThat(json(text.closing("stop")))
        .isEqualTo(start + "\"\",\"logprobs\":null,\"finish_reason\":\"stop\"}]}");
    assertThat(json(text.whole("x", "stop", 1, 1)))
        .startsWith(start + "\"x\",\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":");
  }

  private static String json(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
