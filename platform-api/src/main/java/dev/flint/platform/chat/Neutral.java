package dev.flint.platform.chat;

import dev.flint.platform.guard.Fields;
import dev.flint.platform.problem.ApiProblem;
import dev.flint.platform.problem.Problem;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Fields of the API that this server does not do yet. Many clients send them with a value that
 * changes nothing: such a value passes. Any other is refused by name, because an answer that
 * silently ignored it would not be what was asked for.
 */
final class Neutral {
  private static final List<String> PENALTIES = List.of("frequency_penalty", "presence_penalty");
  private static final List<String> CHAT_ONLY =
      List.of("top_logprobs", "tools", "functions", "audio", "web_search_options", "moderation");
  private static final List<String> TEXT_ONLY = List.of("echo", "suffix");

  private Neutral() {}

  static void chat(Fields fields) {
    shared(fields);
    fields.flag("logprobs"); // of the right type, even where it asks for nothing
    CHAT_ONLY.forEach(name -> absent(fields, name));
    choice(fields, "tool_choice");
    choice(fields, "function_call");
    format(fields);
    modalities(fields);
  }

  static void text(Fields fields) {
    shared(fields);
    TEXT_ONLY.forEach(name -> absent(fields, name));
    one(fields, "best_of");
  }

  private static void shared(Fields fields) {
    PENALTIES.forEach(name -> fields.decimal(name, -2, 2, 0));
    PENALTIES.forEach(name -> absent(fields, name));
    absent(fields, "logit_bias");
    absent(fields, "logprobs");
    one(fields, "n");
  }

  /** Absent, null, false, 0, and the empty string, array and object ask for nothing. */
  private static void absent(Fields fields, String name) {
    JsonNode value = fields.node(name);
    if (value == null
        || (value.isBoolean() && !value.booleanValue())
        || (value.isNumber() && value.doubleValue() == 0)
        || (value.isString() && value.stringValue().isEmpty())
        || (value.isContainer() && value.isEmpty())) {
      return;
    }
    throw unsupported(fields, name, "");
  }

  private static void one(Fields fields, String name) {
    Long count = fields.integer(name, 1, 128);
    if (count != null && count != 1) {
      throw unsupported(fields, name, " with another value than 1");
    }
  }

  private static void choice(Fields fields, String name) {
    JsonNode value = fields.node(name);
    if (value == null
        || (value.isString()
            && (value.stringValue().equals("none") || value.stringValue().equals("auto")))) {
      return;
    }
    throw unsupported(fields, name, " with another value than none or auto");
  }

  private static void format(Fields fields) {
    JsonNode value = fields.node("response_format");
    if (value != null && !"text".equals(Fields.at("response_format", value).string("type"))) {
      throw unsupported(fields, "response_format", " with another type than text");
    }
  }

  private static void modalities(Fields fields) {
    if (fields.strings("modalities").stream().anyMatch(kind -> !kind.equals("text"))) {
      throw unsupported(fields, "modalities", " with anything but text");
    }
  }

  private static ApiProblem unsupported(Fields fields, String name, String how) {
    return new ApiProblem(
        Problem.unsupported(
            fields.path(name),
            "The field '"
                + fields.path(name)
                + "'"
                + how
                + " is not supported yet; leave it out."));
  }
}
