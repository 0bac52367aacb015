package dev.flint.runtime.text.template;

import java.util.List;
import java.util.Map;

/** The values of one call. */
record Args(List<Value> positional, Map<String, Value> named) {
  static final Args NONE = new Args(List.of(), Map.of());

  /** Brings the values into the order of the parameters; too many or unknown ones are an error. */
  Bound bind(String callee, String... parameters) {
    Value[] values = new Value[parameters.length];
    if (positional.size() > parameters.length) {
      throw Faults.fault(
          "'"
              + callee
              + "' takes at most "
              + parameters.length
              + " arguments, not "
              + positional.size());
    }
    for (int i = 0; i < positional.size(); i++) {
      values[i] = positional.get(i);
    }
    int taken = 0;
    for (int i = 0; i < parameters.length; i++) {
      Value value = named.get(parameters[i]);
      if (value != null) {
        if (i < positional.size()) {
          throw Faults.fault("'" + callee + "' is given '" + parameters[i] + "' twice");
        }
        values[i] = value;
        taken++;
      }
    }
    if (taken < named.size()) {
      List<String> known = List.of(parameters);
      String unknown =
          named.keySet().stream().filter(name -> !known.contains(name)).findFirst().orElseThrow();
      throw Faults.fault("'" + callee + "' has no parameter '" + unknown + "'");
    }
    return new Bound(callee, parameters, values);
  }

  /** The same without the first positional value. */
  Args rest() {
    return new Args(positional.subList(1, positional.size()), named);
  }
}
