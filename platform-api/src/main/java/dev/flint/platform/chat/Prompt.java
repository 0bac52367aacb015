package dev.flint.platform.chat;

import dev.flint.runtime.engine.ChatMessage;
import java.util.List;

/** What the model is asked to go on from. */
sealed interface Prompt {
  /** A conversation, rendered by the model's own template. */
  record Messages(List<ChatMessage> all) implements Prompt {}

  /** Plain text. */
  record Text(String text) implements Prompt {}

  /** Tokens, used as they are. */
  record Tokens(int[] ids) implements Prompt {}

  /** The request field the prompt came in. */
  default String field() {
    return this instanceof Messages ? "messages" : "prompt";
  }
}
