package dev.flint.platform.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.PermissionDeniedException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.models.Model;
import dev.flint.platform.FlintTest;
import dev.flint.platform.access.ApiKeys;
import dev.flint.platform.access.Role;
import dev.flint.platform.trail.Actor;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** OpenAI's own Java client, as it comes from its registry. */
@FlintTest
final class OpenAiClientTest {
  private static final String START = "Flint is a private AI platform.";

  private final ApiKeys keys;
  private final int port;

  @Autowired
  OpenAiClientTest(ApiKeys keys, @Value("${local.server.port}") int port) {
    this.keys = keys;
    this.port = port;
  }

  @Test
  void itReadsAWholeAnswer() {
    ChatCompletion answer = client(Role.USER).chat().completions().create(ask().build()).validate();
    assertThat(answer.choices().getFirst().message().content().orElseThrow()).startsWith(START);
    assertThat(answer.choices().getFirst().finishReason())
        .isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
    assertThat(answer.usage().orElseThrow().completionTokens()).isPositive();
  }

  @Test
  void itReadsAStream() {
    ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
    ChatCompletionCreateParams ask =
        ask()
            .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
            .build();
    try (StreamResponse<ChatCompletionChunk> chunks =
        client(Role.USER).chat().completions().createStreaming(ask)) {
      chunks.stream().map(ChatCompletionChunk::validate).forEach(whole::accumulate);
    }
    ChatCompletion answer = whole.chatCompletion().validate();
    assertThat(answer.choices().getFirst().message().content().orElseThrow()).startsWith(START);
    assertThat(answer.usage().orElseThrow().totalTokens()).isPositive();
  }

  @Test
  void itReadsPlainCompletionsWholeAndStreamed() {
    CompletionCreateParams ask =
        CompletionCreateParams.builder()
            .model("flint-demo")
            .prompt("Flint")
            .maxTokens(5)
            .temperature(0)
            .build();
    Completion whole = client(Role.USER).completions().create(ask).validate();
    StringBuilder text = new StringBuilder();
    try (StreamResponse<Completion> chunks = client(Role.USER).completions().createStreaming(ask)) {
      chunks.stream().forEach(chunk -> text.append(chunk.choices().getFirst().text()));
    }
    assertThat(text).hasToString(whole.choices().getFirst().text());
  }

  @Test
  void itListsModels() {
    OpenAIClient client = client(Role.USER);
    assertThat(client.models().list().data().stream().map(m -> m.validate().id()))
        .contains("flint-demo");
    Model model = client.models().retrieve("flint-demo").validate();
    assertThat(model.id()).isEqualTo("flint-demo");
  }

  @Test
  void itTellsItsCallerWhatWasWrong() {
    OpenAIClient client = client(Role.USER);
    assertThatThrownBy(() -> client.chat().completions().create(ask().model("nobody").build()))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("nobody");
    assertThatThrownBy(() -> client.chat().completions().create(ask().n(2).build()))
        .isInstanceOfSatisfying(
            BadRequestException.class, e -> assertThat(e.param()).contains("n"));
    assertThatThrownBy(() -> client(Role.ADMIN).chat().completions().create(ask().build()))
        .isInstanceOf(PermissionDeniedException.class);
    assertThatThrownBy(() -> client("flint_typo").models().list())
        .isInstanceOfSatisfying(
            UnauthorizedException.class, e -> assertThat(e.code()).contains("invalid_api_key"));
  }

  private static ChatCompletionCreateParams.Builder ask() {
    return ChatCompletionCreateParams.builder()
        .model("flint-demo")
        .temperature(0)
        .addDeveloperMessage("Answer briefly.")
        .addUserMessage("What is Flint?");
  }

  private OpenAIClient client(Role role) {
    return client(keys.create("sdk", Set.of(role), "test", Actor.SERVICE).plain());
  }

  private OpenAIClient client(String key) {
    return OpenAIOkHttpClient.builder()
        .apiKey(key)
        .baseUrl("http://127.0.0.1:" + port + "/v1")
        .maxRetries(0)
        .build();
  }
}
