package dev.flint.runtime.text.template;

import dev.flint.runtime.text.template.Statement.Signature;

/** A macro with the scope it was defined in, whose names it sees as they are when it is called. */
final class Macro implements Value {
  private final Signature signature;
  private final Scope scope;

  Macro(Signature signature, Scope scope) {
    this.signature = signature;
    this.scope = scope;
  }

  Signature signature() {
    return signature;
  }

  Scope scope() {
    return scope;
  }
}
