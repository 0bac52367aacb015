package dev.flint.platform.chat;

import dev.flint.platform.guard.Fields;
import dev.flint.platform.problem.ApiProblem;
import dev.flint.platform.problem.Problem;
import dev.flint.runtime.engine.ChatMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads the {@code messages} of a conversation. */
final class MessageReader {
  private static final Set<String> ROLES =
      Set.of("system", "developer", "user", "assistant", "tool");
  private static final int MAX_MESSAGES = 4096;

  private MessageReader() {}

  static List<ChatMessage> read(Fields fields) {
    JsonNode all = fields.node("messages");
    if (all == null) {
      throw new ApiProblem(Problem.missing("messages", "The field 'messages' is required."));
    }
    if (!all.isArray() || all.isEmpty() || all.size() > MAX_MESSAGES) {
      throw Fields.refuse("messages", "must be an array of 1 to " + MAX_MESSAGES + " messages");
    }
    List<ChatMessage> messages = new ArrayList<>(all.size());
    for (JsonNode message : all) {
      String path = "messages[" + messages.size() + "]";
      messages.add(message(Fields.at(path, message)));
    }
    return List.copyOf(messages);
  }

  private static ChatMessage message(Fields message) {
    String role = message.required("role");
    if (!ROLES.contains(role)) {
      throw Fields.refuse(
          message.path("role"),
          "must be system, developer, user, assistant or tool, not '" + role + "'");
    }
    for (String call : List.of("tool_calls", "function_call", "audio")) {
      JsonNode value = message.node(call);
      if (value != null && !value.isEmpty()) {
        throw new ApiProblem(
            Problem.unsupported(
                message.path(call),
                "The field '" + message.path(call) + "' is not supported yet."));
      }
    }
    return new ChatMessage(role, content(message, role));
  }

  private static String content(Fields message, String role) {
    String path = message.path("content");
    JsonNode content = message.node("content");
    if (content == null) {
      if (role.equals("assistant")) {
        return ""; // the API lets an assistant say nothing
      }
      throw new ApiProblem(Problem.missing(path, "The field '" + path + "' is required."));
    }
    if (content.isString()) {
      return Fields.text(path, content);
    }
    if (!content.isArray()) {
      throw Fields.refuse(path, "must be a string or an array of parts");
    }
    List<String> parts = new ArrayList<>();
    for (JsonNode part : content) {
      parts.add(part(Fields.at(path + "[" + parts.size() + "]", part)));
    }
    return String.join("\n", parts);
  }

  private static String part(Fields part) {
    String type = part.required("type");
    if (!type.equals("text")) {
      throw new ApiProblem(
          Problem.unsupported(
              part.path("type"),
              "Content of the type '" + type + "' is not supported yet; only text is."));
    }
    JsonNode text = part.node("text");
    if (text == null) {
      throw new ApiProblem(
          Problem.missing(part.path("text"), "The field '" + part.path("text") + "' is required."));
    }
    return Fields.text(part.path("text"), text);
  }
}
