package dev.flint.runtime.engine;

/** Why an answer ended. */
public enum FinishReason {
  /** The model ended it, or a stop sequence appeared. */
  STOP,
  /** It reached its token limit or the end of the model's context. */
  LENGTH,
  /** The caller cancelled it. */
  CANCELLED,
  /** The engine failed. */
  FAILED
}
