package dev.flint.platform.chat;

import dev.flint.platform.guard.Fields;
import dev.flint.platform.problem.ApiProblem;
import dev.flint.platform.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a request body; refuses what cannot be done instead of doing something else. */
final class AskReader {
  private static final int MAX_STOPS = 4;
  private static final int MAX_STOP_CHARS = 1024;
  private static final int MAX_MODEL_CHARS = 256;
  private static final int TEXT_DEFAULT_MAX_TOKENS = 16; // the OpenAI API's default

  private AskReader() {}

  static Ask chat(Fields fields) {
    Neutral.chat(fields);
    Integer bound = bound(fields, "max_completion_tokens");
    Integer older = bound(fields, "max_tokens");
    if (bound != null && older != null && !bound.equals(older)) {
      throw Fields.refuse("max_tokens", "contradicts 'max_completion_tokens'; send one of them");
    }
    return ask(
        fields, new Prompt.Messages(MessageReader.read(fields)), bound == null ? older : bound);
  }

  static Ask text(Fields fields) {
    Neutral.text(fields);
    Integer bound = bound(fields, "max_tokens");
    return ask(fields, prompt(fields), bound == null ? TEXT_DEFAULT_MAX_TOKENS : bound);
  }

  private static Ask ask(Fields fields, Prompt prompt, @Nullable Integer maxTokens) {
    String model = fields.required("model");
    if (model.length() > MAX_MODEL_CHARS) {
      throw Fields.refuse("model", "must have at most " + MAX_MODEL_CHARS + " characters");
    }
    boolean stream = fields.flag("stream");
    return new Ask(
        model,
        prompt,
        (float) fields.decimal("temperature", 0, 2, 1),
        (float) fields.decimal("top_p", 0, 1, 1),
        maxTokens,
        fields.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE),
        stops(fields),
        stream,
        includeUsage(fields, stream));
  }

  private static @Nullable Integer bound(Fields fields, String name) {
    Long value = fields.integer(name, 1, Integer.MAX_VALUE);
    return value == null ? null : value.intValue();
  }

  private static List<String> stops(Fields fields) {
    List<String> stops = fields.strings("stop");
    if (stops.size() > MAX_STOPS) {
      throw Fields.refuse("stop", "must hold at most " + MAX_STOPS + " texts");
    }
    for (String stop : stops) {
      if (stop.isEmpty() || stop.length() > MAX_STOP_CHARS) {
        throw Fields.refuse("stop", "must hold texts of 1 to " + MAX_STOP_CHARS + " characters");
      }
    }
    return stops;
  }

  private static boolean includeUsage(Fields fields, boolean stream) {
    JsonNode options = fields.node("stream_options");
    if (options == null) {
      return false;
    }
    if (!stream) {
      throw Fields.refuse("stream_options", "is only allowed when 'stream' is true");
    }
    return Fields.at("stream_options", options).flag("include_usage");
  }

  private static Prompt prompt(Fields fields) {
    JsonNode prompt = fields.node("prompt");
    if (prompt == null) {
      throw new ApiProblem(Problem.missing("prompt", "The field 'prompt' is required."));
    }
    if (prompt.isString()) {
      return new Prompt.Text(Fields.text("prompt", prompt));
    }
    if (!prompt.isArray() || prompt.isEmpty()) {
      throw Fields.refuse("prompt", "must be a string, an array of one string, or of token ids");
    }
    if (prompt.get(0).isNumber()) {
      return new Prompt.Tokens(tokens("prompt", prompt));
    }
    if (prompt.size() > 1) {
      throw new ApiProblem(
          Problem.unsupported("prompt", "One prompt per request is answered; send them apart."));
    }
    JsonNode only = prompt.get(0);
    return only.isArray()
        ? new Prompt.Tokens(tokens("prompt[0]", only))
        : new Prompt.Text(Fields.text("prompt[0]", only));
  }

  private static int[] tokens(String path, JsonNode array) {
    int[] ids = new int[array.size()];
    for (int i = 0; i < ids.length; i++) {
      JsonNode id = array.get(i);
      if (!id.isIntegralNumber() || !id.canConvertToInt() || id.intValue() < 0) {
        throw Fields.refuse(path + "[" + i + "]", "must be a token id");
      }
      ids[i] = id.intValue();
    }
    return ids;
  }
}
