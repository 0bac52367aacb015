package dev.flint.runtime.text.template;

import dev.flint.runtime.text.template.Statement.Target;
import dev.flint.runtime.text.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses what is assigned to: names, members of namespaces, tuples of these. */
final class Targets {
  private static final Set<String> CONSTANTS =
      Set.of("true", "false", "none", "True", "False", "None");

  private final TokenStream tokens;

  Targets(TokenStream tokens) {
    this.tokens = tokens;
  }

  Target several(@Nullable String endName, boolean members) {
    List<Target> targets = new ArrayList<>();
    boolean comma = false;
    while (!ends(endName)) {
      targets.add(one(members));
      if (!tokens.skipOperator(",")) {
        break;
      }
      comma = true;
    }
    if (targets.isEmpty()) {
      throw tokens.unexpected("a name to assign to");
    }
    return comma ? new Target.Several(List.copyOf(targets)) : targets.getFirst();
  }

  private boolean ends(@Nullable String endName) {
    return tokens.is(Kind.TAG_END)
        || tokens.isOperator(")")
        || (endName != null && tokens.isName(endName));
  }

  Target one(boolean members) {
    if (tokens.skipOperator("(")) {
      tokens.enter();
      Target inner = several(null, false);
      tokens.leave();
      tokens.expectOperator(")");
      return inner;
    }
    String name = name();
    return members && tokens.skipOperator(".")
        ? new Target.Member(name, tokens.name())
        : new Target.Variable(name);
  }

  String name() {
    String name = tokens.name();
    if (CONSTANTS.contains(name)) {
      throw Faults.fault("'" + name + "' cannot be assigned to");
    }
    return name;
  }
}
