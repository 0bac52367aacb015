package dev.flint.platform.chat;

import dev.flint.platform.guard.Fields;

/** The two ways to ask: a conversation, or a text to go on from. */
enum Endpoint {
  CHAT("/v1/chat/completions") {
    @Override
    Shape shape() {
      return new ChatShape();
    }

    @Override
    Ask read(Fields fields) {
      return AskReader.chat(fields);
    }
  },
  TEXT("/v1/completions") {
    @Override
    Shape shape() {
      return new TextShape();
    }

    @Override
    Ask read(Fields fields) {
      return AskReader.text(fields);
    }
  };

  private final String route;

  Endpoint(String route) {
    this.route = route;
  }

  String route() {
    return route;
  }

  abstract Shape shape();

  abstract Ask read(Fields fields);
}
