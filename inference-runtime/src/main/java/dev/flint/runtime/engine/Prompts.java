package dev.flint.runtime.engine;

import dev.flint.runtime.text.ChatTemplate;
import dev.flint.runtime.text.Tokenizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Turns conversations and plain texts into prompts for one model. */
final class Prompts {
  /** For models that bring no template of their own. */
  static final String PLAIN_TEMPLATE =
      "{% for message in messages %}{{ message['role'] }}: {{ message['content'] }}\n{% endfor %}"
          + "{% if add_generation_prompt %}assistant:{% endif %}";

  private final Tokenizer tokenizer;
  private final ChatTemplate template;

  Prompts(Tokenizer tokenizer, String templateSource) {
    this.tokenizer = tokenizer;
    this.template = ChatTemplate.compile(templateSource);
  }

  int[] chat(List<ChatMessage> messages) {
    Map<String, Object> variables = new LinkedHashMap<>();
    variables.put(
        "messages",
        messages.stream()
            .<Map<String, Object>>map(message ->
                Map.of("role", message.role(), "content", tokenizer.quote(message.content())))
            .toList());
    variables.put("add_generation_prompt", true);
    variables.put("bos_token", piece(tokenizer.bos()));
    variables.put("eos_token", piece(tokenizer.eos()));
    return begin(tokenizer.encodeTemplate(template.render(variables)));
  }

  int[] plain(String text) {
    return begin(tokenizer.encode(text, true));
  }

  /** Puts the begin-of-sequence token in front where the model wants it and it is not there. */
  private int[] begin(int[] tokens) {
    OptionalInt bos = tokenizer.bos();
    if (!tokenizer.addsBos()
        || bos.isEmpty()
        || (tokens.length > 0 && tokens[0] == bos.getAsInt())) {
      return tokens;
    }
    int[] begun = new int[tokens.length + 1];
    begun[0] = bos.getAsInt();
    System.arraycopy(tokens, 0, begun, 1, tokens.length);
    return begun;
  }

  private String piece(OptionalInt token) {
    return token.isPresent() ? tokenizer.piece(token.getAsInt()) : "";
  }
}
