package dev.flint.runtime.text.template;

import java.util.HashMap;
import java.util.Map;

/** What {@code namespace()} makes: members that inner scopes may assign. */
record Namespace(Map<String, Value> members) implements Value {
  Namespace() {
    this(new HashMap<>());
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
