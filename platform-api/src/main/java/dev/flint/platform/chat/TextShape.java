package dev.flint.platform.chat;

import tools.jackson.databind.node.ObjectNode;

/** {@code text_completion}, which words a whole answer and a chunk alike. */
record TextShape() implements Shape {
  @Override
  public String idPrefix() {
    return "cmpl-";
  }

  @Override
  public String wholeObject() {
    return "text_completion";
  }

  @Override
  public String chunkObject() {
    return "text_completion";
  }

  @Override
  public boolean opens() {
    return false;
  }

  @Override
  public void whole(ObjectNode choice, String text) {
    choice.put("text", text);
  }

  @Override
  public void opening(ObjectNode choice) {
    choice.put("text", "");
  }

  @Override
  public void piece(ObjectNode choice, String text) {
    choice.put("text", text);
  }

  @Override
  public void closing(ObjectNode choice) {
    choice.put("text", "");
  }
}
