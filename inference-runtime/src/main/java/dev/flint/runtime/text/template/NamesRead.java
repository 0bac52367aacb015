package dev.flint.runtime.text.template;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Which of the special names the macros being parsed speak of. */
final class NamesRead {
  private static final Set<String> SPECIAL = Set.of("varargs", "kwargs", "caller");

  private final Deque<Set<String>> macros = new ArrayDeque<>();

  void open() {
    macros.push(new HashSet<>());
  }

  Set<String> close() {
    return macros.pop();
  }

  void read(String name) {
    if (SPECIAL.contains(name)) {
      macros.forEach(macro -> macro.add(name));
    }
  }
}
