package dev.flint.platform.chat;

import tools.jackson.databind.node.ObjectNode;

/** {@code chat.completion} and its chunks. */
record ChatShape() implements Shape {
  @Override
  public String idPrefix() {
    return "chatcmpl-";
  }

  @Override
  public String wholeObject() {
    return "chat.completion";
  }

  @Override
  public String chunkObject() {
    return "chat.completion.chunk";
  }

  @Override
  public boolean opens() {
    return true;
  }

  @Override
  public void whole(ObjectNode choice, String text) {
    choice
        .putObject("message")
        .put("role", "assistant")
        .put("content", text)
        .putNull("refusal")
        .putArray("annotations");
  }

  @Override
  public void opening(ObjectNode choice) {
    choice.putObject("delta").put("role", "assistant").put("content", "");
  }

  @Override
  public void piece(ObjectNode choice, String text) {
    choice.putObject("delta").put("content", text);
  }

  @Override
  public void closing(ObjectNode choice) {
    choice.putObject("delta");
  }
}
