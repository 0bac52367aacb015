package dev.flint.runtime.engine;

/** One turn of a conversation. */
public record ChatMessage(String role, String content) {}
