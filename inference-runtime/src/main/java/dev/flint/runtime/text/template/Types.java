package dev.flint.runtime.text.template;

/** What Python calls the types of values, for messages. */
final class Types {
  private Types() {}

  static String name(Value value) {
    return switch (value) {
      case Value.None _ -> "NoneType";
      case Value.Undefined _ -> "Undefined";
      case Value.Bool _ -> "bool";
      case Value.Int _ -> "int";
      case Value.Decimal _ -> "float";
      case Value.Text _ -> "str";
      case Value.Tuple _ -> "tuple";
      case Value.Range _ -> "range";
      case Value.Function _ -> "function";
      case Value.DictView view ->
          switch (view.part()) {
            case KEYS -> "dict_keys";
            case VALUES -> "dict_values";
            case ITEMS -> "dict_items";
          };
      case ListValue _ -> "list";
      case Dict _ -> "dict";
      case Generator _ -> "generator";
      case Namespace _ -> "Namespace";
      case Loop _ -> "LoopContext";
      case Macro _ -> "Macro";
    };
  }
}
