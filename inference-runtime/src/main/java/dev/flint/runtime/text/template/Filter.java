package dev.flint.runtime.text.template;

/** One filter: {@code input | name(args)}. */
interface Filter {
  Value apply(Render render, Value input, Args args);
}
