package dev.flint.platform.serving;

import dev.flint.platform.trail.ServedModel;
import dev.flint.runtime.engine.Engine;

/** What came of asking for a model. */
public sealed interface Serving {
  /** It is approved, every byte of it was verified, and its engine runs. */
  record Ready(Engine engine, ServedModel model) implements Serving {}

  /** No approved model has this name. */
  record NotFound(String modelName) implements Serving {}

  /** An approved model has this name, but it failed its verification: an incident. */
  record Refused(String reason) implements Serving {}
}
