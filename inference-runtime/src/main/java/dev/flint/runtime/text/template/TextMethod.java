package dev.flint.runtime.text.template;

/** A method of texts. */
interface TextMethod {
  Value call(Render render, String text, Args args);

  default Value bind(String name, String text) {
    return new Value.Function(name, (render, args) -> call(render, text, args));
  }
}
