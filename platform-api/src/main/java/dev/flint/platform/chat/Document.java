package dev.flint.platform.chat;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the JSON of one answer, whole or in chunks, all with the same id, time and model.
 *
 * @param created seconds since 1970
 * @param fingerprint names the engine and the model file that gave the answer
 * @param usage whether chunks carry a {@code usage} field, null until the last
 */
record Document(
    Shape shape, String id, long created, String model, String fingerprint, boolean usage) {
  private static final JsonMapper JSON = JsonMapper.shared();

  byte[] whole(String text, String finishReason, int promptTokens, int outputTokens) {
    ObjectNode root = root(shape.wholeObject());
    choice(root, choice -> shape.whole(choice, text), finishReason);
    count(root, promptTokens, outputTokens);
    return JSON.writeValueAsBytes(root);
  }

  byte[] opening() {
    return chunk(shape::opening, null);
  }

  byte[] piece(String text) {
    return chunk(choice -> shape.piece(choice, text), null);
  }

  byte[] closing(String finishReason) {
    return chunk(shape::closing, finishReason);
  }

  /** The chunk without choices that {@code stream_options.include_usage} asks for. */
  byte[] usage(int promptTokens, int outputTokens) {
    ObjectNode root = root(shape.chunkObject());
    root.putArray("choices");
    count(root, promptTokens, outputTokens);
    return JSON.writeValueAsBytes(root);
  }

  private byte[] chunk(Consumer<ObjectNode> content, @Nullable String finishReason) {
    ObjectNode root = root(shape.chunkObject());
    choice(root, content, finishReason);
    if (usage) {
      root.putNull("usage");
    }
    return JSON.writeValueAsBytes(root);
  }

  private ObjectNode root(String object) {
    return JSON.createObjectNode()
        .put("id", id)
        .put("object", object)
        .put("created", created)
        .put("model", model)
        .put("system_fingerprint", fingerprint);
  }

  private static void choice(
      ObjectNode root, Consumer<ObjectNode> content, @Nullable String finishReason) {
    ObjectNode choice = root.putArray("choices").addObject().put("index", 0);
    content.accept(choice);
    choice.putNull("logprobs");
    if (finishReason == null) {
      choice.putNull("finish_reason"); // null until the end, never ""
    } else {
      choice.put("finish_reason", finishReason);
    }
  }

  private static void count(ObjectNode root, int promptTokens, int outputTokens) {
    root.putObject("usage")
        .put("prompt_tokens", promptTokens)
        .put("completion_tokens", outputTokens)
        .put("total_tokens", promptTokens + outputTokens);
  }
}
