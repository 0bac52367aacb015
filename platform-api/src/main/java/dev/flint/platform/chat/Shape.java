package dev.flint.platform.chat;

import tools.jackson.databind.node.ObjectNode;

/** How one endpoint words its answers; what both share is in {@link Document}. */
sealed interface Shape permits ChatShape, TextShape {
  /** How the ids of its answers begin. */
  String idPrefix();

  /** The {@code object} of a whole answer. */
  String wholeObject();

  /** The {@code object} of a chunk of a stream. */
  String chunkObject();

  /** Whether a stream begins with a chunk that holds no text. */
  boolean opens();

  /** Puts a whole text into a choice. */
  void whole(ObjectNode choice, String text);

  /** Makes a choice the first of a stream. */
  void opening(ObjectNode choice);

  /** Puts the next piece of text into a choice. */
  void piece(ObjectNode choice, String text);

  /** Makes a choice the last of a stream. */
  void closing(ObjectNode choice);
}
