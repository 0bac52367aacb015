package dev.flint.platform.chat;

import dev.flint.platform.guard.Fields;
import dev.flint.runtime.engine.ChatMessage;
import dev.flint.runtime.engine.Engine;
import java.util.List;

/** Turns a prompt into the tokens a model reads. */
final class Tokens {
  private Tokens() {}

  static int[] of(Prompt prompt, Engine engine) {
    return switch (prompt) {
      case Prompt.Messages(List<ChatMessage> all) ->
          engine.chatPrompt(all.stream().map(Tokens::known).toList());
      case Prompt.Text(String text) -> text(text, engine);
      case Prompt.Tokens(int[] ids) -> checked(ids, engine.facts().vocabularySize());
    };
  }

  /** Models know no developer; the API means by it what they call system. */
  private static ChatMessage known(ChatMessage message) {
    return message.role().equals("developer")
        ? new ChatMessage("system", message.content())
        : message;
  }

  private static int[] text(String text, Engine engine) {
    int[] prompt = engine.textPrompt(text);
    if (prompt.length == 0) {
      throw Fields.refuse("prompt", "must not be empty: this model has no token to begin with");
    }
    return prompt;
  }

  private static int[] checked(int[] ids, int vocabulary) {
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] >= vocabulary) {
        throw Fields.refuse(
            "prompt[" + i + "]", "must be below the vocabulary size of " + vocabulary);
      }
    }
    return ids;
  }
}
