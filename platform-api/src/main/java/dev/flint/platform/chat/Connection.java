package dev.flint.platform.chat;

/** The way back to a client. */
@FunctionalInterface
interface Connection {
  /** Whether the client is still there, as far as can be told without sending anything. */
  boolean open();
}
