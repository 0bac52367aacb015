package dev.flint.runtime.text.template;

import dev.flint.runtime.text.template.Statement.Parameter;
import dev.flint.runtime.text.template.Statement.Signature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Binds the values of a call to the parameters of a macro. */
final class Parameters {
  private Parameters() {}

  static Scope bind(Render render, Macro macro, Args args) {
    Signature signature = macro.signature();
    List<Parameter> parameters = signature.parameters();
    Map<String, Value> named = new LinkedHashMap<>(args.named());
    Scope scope = new Scope(macro.scope());
    int given = args.positional().size();
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      if (i < given) {
        scope.set(parameter.name(), args.positional().get(i));
        continue;
      }
      Value value = named.remove(parameter.name());
      scope.set(parameter.name(), value == null ? fallback(render, parameter, scope) : value);
    }
    special(render, signature, args, named, scope);
    return scope;
  }

  private static Value fallback(Render render, Parameter parameter, Scope scope) {
    return parameter.fallback() == null
        ? new Value.Undefined("the parameter '" + parameter.name() + "' was not provided")
        : render.evaluator().value(parameter.fallback(), scope);
  }

  private static void special(
      Render render, Signature signature, Args args, Map<String, Value> named, Scope scope) {
    boolean declared = signature.parameters().stream().anyMatch(p -> p.name().equals("caller"));
    if (signature.takesCaller() && !declared) {
      Value caller = named.remove("caller");
      scope.set("caller", caller == null ? new Value.Undefined("no caller is defined") : caller);
    }
    if (signature.takesNamedRest()) {
      Dict rest = new Dict();
      named.forEach(rest::put);
      scope.set("kwargs", rest);
    } else if (!named.isEmpty()) {
      String name = named.keySet().iterator().next();
      throw Faults.fault("the macro '" + signature.name() + "' has no parameter '" + name + "'");
    }
    int taken = signature.parameters().size();
    int given = args.positional().size();
    if (signature.takesRest()) {
      List<Value> rest =
          given > taken ? List.copyOf(args.positional().subList(taken, given)) : List.of();
      render.budget().elements(rest.size());
      scope.set("varargs", new Value.Tuple(rest));
    } else if (given > taken) {
      throw Faults.fault(
          "the macro '"
              + signature.name()
              + "' takes at most "
              + taken
              + " arguments, not "
              + given);
    }
  }
}
